/** The rules of assignment of an object, compiled once for a catalog. */
import type { Expression } from "../../metadata/expressions/index.ts";
import type { AssignmentRule } from "../../metadata/model/assignment.ts";
import {
  type AssignmentPart,
  candidateName,
  compileAssignment,
} from "../../metadata/model/compile-assignment.ts";
import type { ObjectModel } from "../../metadata/model/object-model.ts";
import { lookupsOf } from "../../metadata/model/rulebook.ts";
import { roleId } from "../access/roles.ts";
import type { Catalog } from "../catalog/catalog.ts";

type Paths = readonly (readonly string[])[];

export interface CompiledAssignment {
  readonly rule: AssignmentRule;
  /** Whose turn it is goes by this: rules for the same people share it. */
  readonly key: string;
  readonly when: Expression | null;
  readonly among: Expression | null;
  readonly open: Expression | null;
  /** Leads to the one person of a rule that names a field. */
  readonly field: Expression | null;
  /** Lookups that are followed from the record, and from the person. */
  readonly lookups: Paths;
  readonly personLookups: Paths;
}

const booksKey = Symbol("rules of assignment");

export function assignmentOf(catalog: Catalog, model: ObjectModel): readonly CompiledAssignment[] {
  const books = catalog.derived(
    booksKey,
    () => new Map<ObjectModel, readonly CompiledAssignment[]>(),
  );
  let book = books.get(model);
  if (book === undefined) {
    book = model.assignment.map((rule) => compiled(rule, catalog, model));
    books.set(model, book);
  }
  return book;
}

function compiled(rule: AssignmentRule, catalog: Catalog, model: ObjectModel): CompiledAssignment {
  const { objects } = catalog;
  const compile = (text: string | null | undefined, part: AssignmentPart): Expression | null => {
    if (text === null || text === undefined) return null;
    const found = compileAssignment(text, part, model, objects);
    // Publishing has checked it; a rule that nobody can judge must not be taken for another.
    if (!found.ok) throw new Error(`A rule of assignment does not compile: ${text}`);
    return found.value;
  };
  const [receiver = ""] = rule.receivers;
  const when = compile(rule.when, "when");
  const among = compile(rule.among, "among");
  const field = compile(rule.kind === "field" ? receiver : null, "field");
  const people = objects.get("user");
  const named = rule.kind === "role" ? [roleId(catalog, receiver) ?? receiver] : rule.receivers;
  return {
    rule,
    key: [model.id, rule.kind, ...named].join(" "),
    when,
    among,
    open: compile(rule.open, "open"),
    field,
    lookups: [when, among, field].flatMap((each) =>
      each === null ? [] : lookupsOf(ofRecord(each), model, objects),
    ),
    personLookups:
      among === null || people === undefined ? [] : lookupsOf(ofPerson(among), people, objects),
  };
}

const ofRecord = (expression: Expression): Expression => ({
  ...expression,
  references: expression.references.filter(({ path }) => path[0] !== candidateName),
});

const ofPerson = (expression: Expression): Expression => ({
  ...expression,
  references: expression.references.flatMap((reference) =>
    reference.path[0] === candidateName ? [{ ...reference, path: reference.path.slice(1) }] : [],
  ),
});
