/** Which records a right reaches, as a document writes it and as people choose it. */
import { type ScopeWord, scopeWords } from "../../metadata/access/role.ts";
import { isJsonObject, textOrEmpty } from "../../metadata/json-object.ts";
import type { PartPath } from "./document-part.ts";

export type PeopleWord = Exclude<ScopeWord, "all">;

/** In the order in which they are offered: each wider than the one before. */
export const peopleWords: readonly PeopleWord[] = [
  "own",
  "team",
  "department",
  "department_and_below",
];

export interface ScopeChoice {
  readonly all: boolean;
  /** Written `false`: of a restriction, that it is never allowed. */
  readonly never: boolean;
  readonly people: readonly PeopleWord[];
  readonly conditions: readonly string[];
}

export const noScope: ScopeChoice = { all: false, never: false, people: [], conditions: [] };

const entriesOf = (value: unknown): readonly unknown[] =>
  Array.isArray(value) ? value : value === undefined ? [] : [value];

/** What cannot be understood is left out. */
export function readScope(value: unknown): ScopeChoice {
  const entries = entriesOf(value);
  return {
    all: entries.some((entry) => entry === true || entry === "all"),
    never: value === false,
    people: peopleWords.filter((word) => entries.includes(word)),
    conditions: entries.flatMap((entry) => (isJsonObject(entry) ? textOrEmpty(entry.when) : [])),
  };
}

/** The shortest way to write it; undefined for nothing at all. */
export function writeScope({ all, never, people, conditions }: ScopeChoice): unknown {
  if (never) return false;
  if (all) return true;
  const entries = [
    ...scopeWords.filter((word) => people.some((chosen) => chosen === word)),
    ...conditions.map((when) => ({ when })),
  ];
  return entries.length > 1 ? entries : entries[0];
}

/** Where the condition of this number stands within a written scope. */
export function conditionPath(value: unknown, index: number): PartPath {
  if (!Array.isArray(value)) return ["when"];
  const places = value.flatMap((entry: unknown, at) => (isJsonObject(entry) ? [at] : []));
  return [places[index] ?? value.length, "when"];
}
