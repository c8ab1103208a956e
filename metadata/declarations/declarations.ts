/**
 * The TypeScript declarations of a workspace: its records, its scripts, and the SDK, as the module
 * "tenon". The compiler checks scripts against them; editors and clients read the same text.
 */
import type { ScriptModel } from "../automation/script.ts";
import type { FieldModel, ObjectModel } from "../model/object-model.ts";
import { newRecordInterface, recordInterface } from "./record-types.ts";
import { jobMembers, scriptMembers } from "./script-types.ts";
import { sdkDeclarations, sdkWords } from "./sdk.ts";
import { typeNames } from "./type-names.ts";

/**
 * @param reached the objects that are described; of the others there is the name alone. All without it.
 */
export function declarations(
  objects: readonly ObjectModel[],
  scripts: readonly ScriptModel[],
  reached?: ReadonlySet<string>,
): string {
  const names = typeNames(
    objects.map(({ name }) => name),
    sdkWords,
  );
  const isDescribed = ({ name }: ObjectModel): boolean => reached?.has(name) ?? true;
  const index = (
    title: string,
    member: (object: ObjectModel) => string,
    otherwise: string,
  ): readonly string[] => [
    `export interface ${title} {`,
    ...objects.map(
      (object) => `  ${object.name}: ${isDescribed(object) ? member(object) : otherwise};`,
    ),
    "}",
  ];
  return [
    'declare module "tenon" {',
    ...objects
      .filter(isDescribed)
      .flatMap((object) => [
        ...recordInterface(object, names),
        ...newRecordInterface(object, names),
      ]),
    ...index("Objects", ({ name }) => names.record(name), "{ id: string; revision: number }"),
    ...index("NewObjects", ({ name }) => names.created(name), "{}"),
    ...index("Apart", apart, "never"),
    ...index("Targets", targets, "{}"),
    "export interface Scripts {",
    ...scriptMembers(scripts),
    "}",
    "export interface Jobs {",
    ...jobMembers(scripts),
    "}",
    sdkDeclarations,
    "}",
    "",
  ].join("\n");
}

/** The fields that a list leaves out unless asked. */
function apart({ fields }: ObjectModel): string {
  const names = fields.filter(({ type }) => type.storage !== "column");
  return names.length === 0 ? "never" : names.map(({ name }) => `"${name}"`).join(" | ");
}

/** The objects behind lookups: `{ customer: "customer"; owner: "user" }`. */
function targets({ systemFields, fields }: ObjectModel): string {
  const leads = ({ target, type, system, name }: FieldModel): boolean =>
    target !== null && type.storage === "column" && !(system && name === "id");
  const members = [...systemFields, ...fields]
    .filter(leads)
    .map(({ name, target }) => `${name}: "${target}"`);
  return members.length === 0 ? "{}" : `{ ${members.join("; ")} }`;
}
