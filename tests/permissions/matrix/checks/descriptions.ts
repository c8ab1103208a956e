/** What describes the objects names no field and no object that he does not see. */
import { type Asker, each, objectRefusal, refusal, type Told } from "../asker.ts";
import { rowsAt, type Values } from "../plain-data.ts";
import {
  lastName,
  type PlainObject,
  rowFields,
  systemFields,
  topFields,
} from "../plain-objects.ts";

const json = (value: unknown): Values =>
  typeof value === "object" && value !== null ? (value as Values) : {};

/** Words of JSON Schema, OpenAPI and the engine's answers that are also names of fields. */
const ordinary = ["name", "title", "description", "number", "code", "parent", "active", "status"];

/** Reminders have a note, and one stands in for another as his manager, whatever fields there are. */
const ofCalls = ["note", "manager"];

/** Names that stand for nothing he sees: a hidden field's, where no field that he sees is called so. */
function hiddenNames(asker: Asker, objects: readonly PlainObject[]): ReadonlySet<string> {
  const seen = new Set<string>([...systemFields, ...ordinary]);
  const hidden = new Set<string>();
  for (const object of objects) {
    const isUsed = asker.sight.uses(object.name, "read");
    (isUsed ? seen : hidden).add(object.name);
    for (const { path, target } of object.fields) {
      const isSeen = isUsed && asker.sight.shows(object.name, path);
      (isSeen ? seen : hidden).add(lastName(path));
      // A lookup that he sees says what it leads to.
      if (isSeen && target !== null) seen.add(target);
    }
  }
  return new Set([...hidden].filter((name) => !seen.has(name)));
}

/** What is said to people uses words as it likes. */
const toPeople = /"(?:title|description|summary|message|detail)":"(?:[^"\\]|\\.)*"/g;

function namesNothingHidden(
  asker: Asker,
  about: string,
  { text }: Told,
  objects: readonly PlainObject[],
  known: readonly string[] = [],
): void {
  const hidden = hiddenNames(asker, objects);
  const words = new Set(text.replace(toPeople, "").match(/[a-z][a-z0-9_]*/g));
  asker.same(
    `${about} names`,
    [...hidden].filter((name) => words.has(name) && !known.includes(name)),
    [],
  );
}

/** Fields as properties, those of rows too, whatever else stands beside them. */
function compareProperties(
  asker: Asker,
  about: string,
  properties: Values,
  object: PlainObject,
): void {
  for (const field of topFields(object)) {
    const isSeen = asker.sight.shows(object.name, field.path);
    asker.same(`${about} ${field.path}`, Object.hasOwn(properties, field.path), isSeen);
    if (field.kind !== "rows" || !isSeen) continue;
    const items = json(json(json(properties[field.path]).items).properties);
    for (const cell of rowFields(object, field.path))
      asker.same(
        `${about} ${cell.path}`,
        Object.hasOwn(items, lastName(cell.path)),
        asker.sight.shows(object.name, cell.path),
      );
  }
}

export async function metadata(asker: Asker): Promise<void> {
  const answer = await asker.get("/metadata");
  const documents = new Map(rowsAt(answer.body, "objects").map((each) => [each.name, each]));
  const used = asker.objects.filter(({ name }) => asker.sight.uses(name, "read"));
  asker.same(
    "/metadata objects",
    [...documents.keys()].toSorted(),
    used.map(({ name }) => name).toSorted(),
  );
  const index = new Map(rowsAt(answer.body, "index").map(({ name, may }) => [name, may]));
  for (const object of used) {
    const { name } = object;
    compareProperties(asker, `/metadata ${name}`, json(documents.get(name)?.properties), object);
    const verbs = (["create", "read", "update", "delete"] as const).filter((verb) =>
      asker.sight.uses(name, verb),
    );
    const actions = (["export", "import", "share", "transfer"] as const).filter((action) =>
      asker.sight.may(name, action),
    );
    asker.same(`/metadata ${name} may`, index.get(name), [...verbs, ...actions]);
  }
  namesNothingHidden(asker, "/metadata", answer, asker.objects);
  await nobodyElse(asker);
}

/** Designers, administrators and auditors are asked for where the registry says that they are. */
async function nobodyElse(asker: Asker): Promise<void> {
  for (const path of ["/metadata/documents", "/metadata/plan", "/metadata/plan/rows?change=x"])
    asker.same(path, refusal(await asker.get(path)), "403 not_permitted");
  for (const path of ["/metadata/uses?object=customer", "/metadata/versions", "/users", "/audit"])
    asker.same(path, refusal(await asker.get(path)), "403 not_permitted");
  for (const path of ["/metadata/removed", "/metadata/conversions", "/metadata/problems"])
    asker.same(path, refusal(await asker.get(path)), "403 not_permitted");
}

async function ofObject(asker: Asker, object: PlainObject, path: string): Promise<Told | null> {
  const answer = await asker.get(path);
  const refused = objectRefusal(asker, object.name, "read");
  asker.same(path, refusal(answer), refused ?? "200");
  return refused === null ? answer : null;
}

export async function schema(asker: Asker): Promise<void> {
  await each(asker.objects, async (object) => {
    const path = `/metadata/objects/${object.name}/schema`;
    const answer = await ofObject(asker, object, path);
    if (answer === null) return;
    compareProperties(asker, path, json(answer.body.properties), object);
    namesNothingHidden(asker, path, answer, [object]);
  });
}

export async function validator(asker: Asker): Promise<void> {
  await each(asker.objects, async (object) => {
    for (const mode of ["create", "change"]) {
      const path = `/metadata/objects/${object.name}/validator.js?mode=${mode}`;
      const answer = await ofObject(asker, object, path);
      if (answer !== null) namesNothingHidden(asker, path, answer, [object]);
    }
  });
}

export async function apiDescription(asker: Asker): Promise<void> {
  const answer = await asker.get("/openapi.json");
  const schemas = json(json(answer.body.components).schemas);
  for (const object of asker.objects) {
    const { name } = object;
    const isUsed = asker.sight.uses(name, "read");
    asker.same(`/openapi.json ${name}`, Object.hasOwn(schemas, name), isUsed);
    if (!isUsed) continue;
    compareProperties(asker, "/openapi.json", json(json(schemas[name]).properties), object);
  }
  namesNothingHidden(asker, "/openapi.json", answer, asker.objects, ofCalls);
}
