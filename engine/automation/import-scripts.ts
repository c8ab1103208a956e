/**
 * Import steps: scripts that are given the rows of a file before these are checked. They change
 * values or leave rows out, in the order of their names, each seeing what those before it have made.
 */
import type { ScriptModel } from "../../metadata/automation/script.ts";
import { isJsonObject, objectOrEmpty } from "../../metadata/json-object.ts";
import type { FieldModel, ObjectModel } from "../../metadata/model/object-model.ts";
import { type Problem, pointer, problem } from "../../metadata/problem.ts";
import type { Rights } from "../access/rights.ts";
import { automationIn } from "../catalog/automation.ts";
import type { Catalog } from "../catalog/catalog.ts";
import type { PreparedRow, RowPreparation, UnpreparedRow } from "../import/row-preparation.ts";
import { seenPath } from "../records/seen-path.ts";
import { Refused, type Writer } from "../records/writer.ts";
import { inEachLanguage, rightsOfRun, runScript, type ScriptSurroundings } from "./run-script.ts";
import { atRecord, batchMaximum } from "./trigger-reactions.ts";

type Values = Readonly<Record<string, unknown>>;

/** Null when no script prepares what is imported into the object. */
export function importScripts(
  surroundings: ScriptSurroundings,
  catalog: Catalog,
  model: ObjectModel,
): RowPreparation | null {
  const scripts = automationIn(catalog).imports.get(model.name);
  if (scripts === undefined) return null;
  return {
    atATime: batchMaximum,
    prepare: async (writer, rows) => {
      let prepared: readonly PreparedRow[] = rows.map(({ values }) => ({ values, skipped: null }));
      for (const script of scripts)
        prepared = await preparedBy(surroundings, script, writer, model, rows, prepared);
      return prepared;
    },
  };
}

/** @param before what the scripts before it have made of the rows */
async function preparedBy(
  surroundings: ScriptSurroundings,
  script: ScriptModel,
  writer: Writer,
  model: ObjectModel,
  rows: readonly UnpreparedRow[],
  before: readonly PreparedRow[],
): Promise<readonly PreparedRow[]> {
  const places = [...before.keys()].filter((place) => before[place]?.skipped === null);
  if (places.length === 0) return before;
  const rights = rightsOfRun(surroundings, script, writer);
  const given = places.map((place) => {
    const { line = 0, unread = {} } = rows[place] ?? {};
    const values = before[place]?.values ?? {};
    const open = Object.entries(unread).filter(([name]) => !Object.hasOwn(values, name));
    return {
      line,
      values: shown(rights, model, values),
      unread: shown(rights, model, Object.fromEntries(open)),
    };
  });
  const answer = await runScript(surroundings, writer, {
    script,
    occasion: `import of ${model.name}`,
    input: { rows: given },
    wrapper: wrapperOf(script.name),
  }).catch((error: unknown) => {
    throw atRecord(error, places);
  });
  const made = Array.isArray(answer) ? answer : [];
  const after = [...before];
  for (const [index, place] of places.entries()) {
    const { values, skip } = objectOrEmpty(made[index]);
    const was = before[place]?.values ?? {};
    const now = merged(was, given[index]?.values ?? {}, values);
    refuseUnseen(writer.rights, model, now, place);
    after[place] = { values: now, skipped: skippedBecause(skip) };
  }
  return after;
}

/** The rows are held here, so that a script cannot lose one. */
const wrapperOf = (script: string): string =>
  `import start from "./${script}.ts";
export default async (input) => {
  const rows = [...input.rows];
  await start(input);
  return rows.map(({ values, skip }) => ({ values, skip }));
};`;

/** What the run may write, but for secrets: these go past every script. */
const shown = (rights: Rights, model: ObjectModel, values: Values): Values =>
  Object.fromEntries(
    Object.entries(values).filter(([name]) => {
      const field = model.byName.get(name);
      return field !== undefined && isShown(rights, model, field);
    }),
  );

/** Child rows are shown whole or not at all: what is hidden of them would be lost. */
const isShown = (rights: Rights, model: ObjectModel, field: FieldModel): boolean =>
  field.type.sealed !== true &&
  rights.mayWrite(model, field) &&
  (field.children === null || allShown(rights, field.children));

const allShown = (rights: Rights, rows: ObjectModel): boolean =>
  rows.fields.every((field) => isShown(rights, rows, field));

/** What the script has made of the values it was given, with those that it was not. */
function merged(was: Values, given: Values, made: unknown): Values {
  const hidden = Object.entries(was).filter(([name]) => !Object.hasOwn(given, name));
  return { ...Object.fromEntries(hidden), ...objectOrEmpty(made) };
}

/** Of a field that who imports may not see, not even the name is told. @throws Refused */
function refuseUnseen(rights: Rights, model: ObjectModel, values: Values, place: number): void {
  const isUnseen = (name: string) => seenPath(rights, model, pointer("", name)) === "";
  if (Object.keys(values).some(isUnseen))
    throw new Refused([problem("hidden_field_needed", pointer("", place))]);
}

function skippedBecause(reason: unknown): Problem | null {
  const isReason = (typeof reason === "string" && reason !== "") || isJsonObject(reason);
  if (!isReason) return null;
  const texts = objectOrEmpty(reason);
  const other = [texts.en, texts["zh-CN"]].find((text) => typeof text === "string") ?? "";
  return problem("row_skipped", "", { message: inEachLanguage(reason, other) });
}
