/** Which person gets which record by the rules of assignment, the records one after another. */
import {
  type Environment,
  type Expression,
  evaluate,
  type RecordValues,
} from "../../metadata/expressions/index.ts";
import { candidateName } from "../../metadata/model/compile-assignment.ts";
import type { RelatedRecords } from "../../metadata/model/computed-fields.ts";
import type { ObjectModel } from "../../metadata/model/object-model.ts";
import { recordValues } from "../../metadata/model/record-values.ts";
import { engineRights } from "../access/rights.ts";
import { assignmentOf, type CompiledAssignment } from "./assignment-book.ts";
import { type Candidate, candidateOf, candidatesOf } from "./assignment-people.ts";
import { keepTurn, openRecords, takeTurn } from "./assignment-turns.ts";
import { nextInTurn } from "./next-in-turn.ts";
import { recordsBehind } from "./records-behind.ts";
import type { Writer } from "./writer.ts";

type Values = Readonly<Record<string, unknown>>;

/** Among whom a rule chooses, while this transaction has their turn. */
interface Turn {
  readonly people: readonly Candidate[];
  readonly related: RelatedRecords;
  readonly open: Map<string, number> | null;
}

/** Who was chosen last, by the key of a rule. */
type Lasts = Map<string, string | null>;

/**
 * The owner of each record that a rule is for, by its id: by the first of these rules that finds
 * somebody; null when none does.
 * @param records whole, as they are stored
 */
export async function decideOwners(
  writer: Writer,
  model: ObjectModel,
  records: readonly Values[],
): Promise<ReadonlyMap<string, string | null>> {
  const rules = assignmentOf(writer.catalog, model);
  const reader = { ...writer, rights: engineRights };
  const lookups = rules.flatMap((rule) => rule.lookups);
  const related = await recordsBehind(reader, model, records, lookups);
  const ids = records.map(({ id }) => String(id));
  const lasts: Lasts = new Map();
  const turns = new Map<CompiledAssignment, Turn>();
  const turnOf = async (rule: CompiledAssignment): Promise<Turn> => {
    const turn = turns.get(rule) ?? (await beginTurn(writer, model, rule, ids, lasts));
    turns.set(rule, turn);
    return turn;
  };
  const decided = new Map<string, string | null>();
  for (const record of records) {
    const values = recordValues(model, record, { objects: writer.catalog.objects, related });
    const environment: Environment = { record: values, clock: writer.clock };
    for (const rule of rules) {
      if (rule.when !== null && evaluate(rule.when, environment) !== true) continue;
      const person =
        rule.field === null
          ? chosen(writer, rule, await turnOf(rule), environment, lasts)
          : await named(writer, model, rule.field, environment);
      decided.set(String(record.id), person);
      if (person !== null) break;
    }
  }
  for (const [key, last] of lasts) if (last !== null) await keepTurn(writer, key, last);
  return decided;
}

async function beginTurn(
  writer: Writer,
  model: ObjectModel,
  rule: CompiledAssignment,
  ids: readonly string[],
  lasts: Lasts,
): Promise<Turn> {
  // First of all: what is read after it is what others have left who had their turn before.
  if (!lasts.has(rule.key)) lasts.set(rule.key, await takeTurn(writer, rule.key));
  const people = await candidatesOf(writer, model, rule);
  const users = writer.catalog.objects.get("user") ?? model;
  const reader = { ...writer, rights: engineRights };
  const names = people.map(idOf);
  return {
    people,
    related: await recordsBehind(reader, users, people, rule.personLookups),
    open: rule.open === null ? null : await openRecords(writer, model, rule, names, ids),
  };
}

function chosen(
  writer: Writer,
  rule: CompiledAssignment,
  turn: Turn,
  environment: Environment,
  lasts: Lasts,
): string | null {
  const people = turn.people.filter((person) => isMeant(writer, rule, turn, person, environment));
  const person = nextInTurn(people.map(idOf), lasts.get(rule.key) ?? null, turn.open);
  if (person === null) return null;
  lasts.set(rule.key, person);
  turn.open?.set(person, (turn.open.get(person) ?? 0) + 1);
  return person;
}

async function named(
  writer: Writer,
  model: ObjectModel,
  field: Expression,
  environment: Environment,
): Promise<string | null> {
  const id = evaluate(field, environment);
  const person = typeof id === "string" ? await candidateOf(writer, model, id) : null;
  return person === null ? null : idOf(person);
}

const idOf = ({ id }: Candidate): string => String(id);

function isMeant(
  { catalog }: Writer,
  { among }: CompiledAssignment,
  { related }: Turn,
  person: Candidate,
  { record, clock }: Environment,
): boolean {
  const users = catalog.objects.get("user");
  if (among === null || users === undefined) return true;
  const candidate = recordValues(users, person, { objects: catalog.objects, related });
  const both: RecordValues = {
    value: (name) => (name === candidateName ? idOf(person) : record.value(name)),
    related: (name) => (name === candidateName ? candidate : record.related(name)),
    rows: record.rows,
  };
  return evaluate(among, { record: both, clock }) === true;
}
