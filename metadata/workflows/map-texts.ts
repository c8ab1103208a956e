/**
 * All expressions and templates of a workflow document, each with its place and what it is for. One
 * walk that checks, compiles and rewrites share.
 */
import { isJsonObject, type JsonSchema, objectOrEmpty } from "../json-object.ts";
import { pointer } from "../problem.ts";
import { copyTimes } from "./approval.ts";
import { isAsked } from "./step-types.ts";
import { templateParts, templateText } from "./text-template.ts";

/**
 * `condition`: true or false · `record`: a record · `moment`: a date or a moment · `filter`: over
 * records of the step's object · `value`: what a field of a record takes, or anything · `text`: put
 * into a text · `person`: a person · `email`: an e-mail field of a record · `department`: one of the departments · `manager`: a condition
 * over a person and his `level` above another.
 */
export type TextUse =
  | "condition"
  | "record"
  | "moment"
  | "filter"
  | "value"
  | "text"
  | "person"
  | "email"
  | "department"
  | "manager";

export interface TextPlace {
  /** JSON Pointer into the document. */
  readonly path: string;
  /** The step it stands in; null for the start. */
  readonly step: string | null;
  readonly use: TextUse;
  /** Of a value: the name it is given to. */
  readonly name: string | null;
}

export type MapText = (text: string, place: TextPlace) => string;

/** The document with every expression replaced by what `map` makes of it; itself if nothing changes. */
export function mapTexts(content: JsonSchema, map: MapText): JsonSchema {
  const on = isJsonObject(content.on) ? content.on : null;
  const started =
    on === null
      ? content
      : set(content, "on", walkText(on, "when", "condition", { path: "/on", step: null }, map));
  if (!isJsonObject(started.steps)) return started;
  const steps = Object.entries(started.steps).map(([id, step]) => {
    const at = { path: pointer("/steps", id), step: id };
    return [id, isJsonObject(step) ? mapStep(step, at, map) : step] as const;
  });
  const same = steps.every(([id, step]) => objectOrEmpty(started.steps)[id] === step);
  return same ? started : { ...started, steps: Object.fromEntries(steps) };
}

interface At {
  readonly path: string;
  readonly step: string | null;
}

function mapStep(step: JsonSchema, at: At, map: MapText): JsonSchema {
  let result = step;
  for (const [keyword, use] of Object.entries(ofSteps)) {
    if (use !== undefined) result = walkText(result, keyword, use, at, map);
  }
  for (const keyword of ["set", "body", "input", "variables"])
    result = walkValues(result, keyword, at, map);
  for (const keyword of ["subject", "text", "path"])
    result = set(result, keyword, walkTemplates(result[keyword], `${at.path}/${keyword}`, at, map));
  const { cases, to, event } = result;
  if (Array.isArray(cases))
    result = set(
      result,
      "cases",
      walkList(cases, "when", "condition", { ...at, path: `${at.path}/cases` }, map),
    );
  if (Array.isArray(to)) {
    const place = { ...at, path: `${at.path}/to` };
    const people = walkList(to, "field", "person", place, map);
    const everybody =
      step.type === "mail" ? walkList(people, "email", "email", place, map) : people;
    result = set(result, "to", everybody);
  }
  if (isAsked(step))
    result = mapApprovers(result, at.path, (entry, path) =>
      walkApprover(entry, { ...at, path }, map),
    );
  if (isJsonObject(event)) {
    const place = { ...at, path: `${at.path}/event` };
    const recorded = walkText(event, "record", "record", place, map);
    result = set(result, "event", walkText(recorded, "when", "condition", place, map));
  }
  return result;
}

interface ApproverEntry {
  readonly entry: JsonSchema;
  /** JSON Pointer into the document. */
  readonly path: string;
}

/** All entries of a step that say who: asked, told, or asked when others are not there. */
export function approverEntries(step: JsonSchema, path: string): readonly ApproverEntry[] {
  const found: ApproverEntry[] = [];
  mapApprovers(step, path, (entry, at) => {
    found.push({ entry, path: at });
    return entry;
  });
  return found;
}

/** A step with every entry that says who replaced by what `map` makes of it. */
export function mapApprovers(
  step: JsonSchema,
  path: string,
  map: (entry: JsonSchema, path: string) => JsonSchema,
): JsonSchema {
  const inside = (holder: JsonSchema, keyword: string, at: string): JsonSchema => {
    const value = holder[keyword];
    if (isJsonObject(value)) return set(holder, keyword, map(value, pointer(at, keyword)));
    if (!Array.isArray(value)) return holder;
    const mapped = value.map((entry: unknown, index) =>
      isJsonObject(entry) ? map(entry, pointer(at, keyword, index)) : entry,
    );
    return mapped.every((entry, index) => entry === value[index])
      ? holder
      : set(holder, keyword, mapped);
  };
  let result = step;
  for (const keyword of ["who", "ifNobody"]) result = inside(result, keyword, path);
  const { copy } = result;
  if (isJsonObject(copy)) {
    let copies: JsonSchema = copy;
    for (const time of copyTimes) copies = inside(copies, time, pointer(path, "copy"));
    result = set(result, "copy", copies);
  } else result = inside(result, "copy", path);
  const { due } = result;
  if (!isJsonObject(due) || !isJsonObject(due.then)) return result;
  let then: JsonSchema = due.then;
  for (const keyword of ["escalate", "transfer"])
    then = inside(then, keyword, pointer(path, "due", "then"));
  return set(result, "due", set(due, "then", then));
}

const ofApprovers: Readonly<Record<string, TextUse>> = {
  within: "record",
  department: "department",
  field: "person",
  expression: "person",
};

function walkApprover(entry: JsonSchema, at: At, map: MapText): JsonSchema {
  let result = entry;
  for (const [keyword, use] of Object.entries(ofApprovers))
    result = walkText(result, keyword, use, at, map);
  const { managers } = result;
  if (!isJsonObject(managers)) return result;
  const place = { ...at, path: pointer(at.path, "managers") };
  return set(result, "managers", walkText(managers, "upTo", "manager", place, map));
}

const ofSteps: Readonly<Record<string, TextUse>> = {
  record: "record",
  until: "moment",
  filter: "filter",
};

function set(holder: JsonSchema, keyword: string, value: unknown): JsonSchema {
  return value === undefined || holder[keyword] === value
    ? holder
    : { ...holder, [keyword]: value };
}

function walkText(
  holder: JsonSchema,
  keyword: string,
  use: TextUse,
  { path, step }: At,
  map: MapText,
): JsonSchema {
  const text = holder[keyword];
  if (typeof text !== "string") return holder;
  return set(holder, keyword, map(text, { path: pointer(path, keyword), step, use, name: null }));
}

function walkList(
  list: readonly unknown[],
  keyword: string,
  use: TextUse,
  at: At,
  map: MapText,
): readonly unknown[] {
  const walked = list.map((entry, index) =>
    isJsonObject(entry)
      ? walkText(entry, keyword, use, { ...at, path: pointer(at.path, index) }, map)
      : entry,
  );
  return walked.every((entry, index) => entry === list[index]) ? list : walked;
}

/** `{"field": value, "other": {"expression": "…"}}` */
function walkValues(step: JsonSchema, keyword: string, at: At, map: MapText): JsonSchema {
  const values = step[keyword];
  if (!isJsonObject(values)) return step;
  let result = values;
  for (const [name, value] of Object.entries(values)) {
    if (!isJsonObject(value) || typeof value.expression !== "string") continue;
    const path = pointer(at.path, keyword, name, "expression");
    const text = map(value.expression, { path, step: at.step, use: "value", name });
    result = set(result, name, set(value, "expression", text));
  }
  return set(step, keyword, result);
}

/** A template, or one for each language. */
function walkTemplates(value: unknown, path: string, at: At, map: MapText): unknown {
  if (typeof value === "string") return walkTemplate(value, path, at, map);
  if (!isJsonObject(value)) return value;
  let result = value;
  for (const [language, text] of Object.entries(value)) {
    if (typeof text !== "string") continue;
    result = set(result, language, walkTemplate(text, pointer(path, language), at, map));
  }
  return result;
}

function walkTemplate(template: string, path: string, { step }: At, map: MapText): string {
  const parts = templateParts(template);
  if (parts === null) return template;
  const mapped = parts.map((part) =>
    part.kind === "text"
      ? part
      : { ...part, text: map(part.text, { path, step, use: "text", name: null }) },
  );
  const same = mapped.every((part, index) => part.text === parts[index]?.text);
  return same ? template : templateText(mapped);
}
