/** Who stands in for whom, from when until when, for which workflows. */
import type { Executor, TextRow } from "../db/database.ts";
import { quoted } from "../db/names.ts";
import { newUuid } from "../db/uuid.ts";

export interface StandingDelegation {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  /** Names; null: all. */
  readonly workflows: readonly string[] | null;
  readonly validFrom: Date;
  readonly validUntil: Date | null;
  readonly reason: string;
}

export const delegationTable = (schema: string): string => `${quoted(schema)}."_delegation"`;

/** Delegations that somebody has given. */
export const delegationsMaximum = 50;

/** The condition that a delegation `d` holds at `$now` for the workflow of a run `r`. */
export const holdsAt = (now: string, workflow: string): string =>
  `d."valid_from" <= ${now} and (d."valid_until" is null or d."valid_until" > ${now}) and (d."workflows" is null or d."workflows" ? ${workflow})`;

export async function addDelegation(
  executor: Executor,
  schema: string,
  { from, to, workflows, validFrom, validUntil, reason }: Omit<StandingDelegation, "id">,
  now: Date,
): Promise<string> {
  const id = newUuid();
  await executor.run({
    text: `insert into ${delegationTable(schema)} ("id", "from_account", "to_account", "workflows", "valid_from", "valid_until", "reason", "at") values ($1, $2, $3, $4::jsonb, $5, $6, $7, $8)`,
    values: [
      id,
      from,
      to,
      workflows === null ? null : JSON.stringify(workflows),
      validFrom,
      validUntil,
      reason,
      now,
    ],
  });
  return id;
}

/** False when there is none of this id that the person has given. */
export async function removeDelegation(
  executor: Executor,
  schema: string,
  id: string,
  from: string,
): Promise<boolean> {
  const { rowCount } = await executor.run({
    text: `delete from ${delegationTable(schema)} where "id" = $1 and "from_account" = $2`,
    values: [id, from],
  });
  return rowCount > 0;
}

/** All that a person has given or was given, the latest first. */
export async function delegationsOf(
  executor: Executor,
  schema: string,
  person: string,
): Promise<readonly StandingDelegation[]> {
  const { rows } = await executor.run({
    text: `select d."id", d."from_account", d."to_account", d."workflows", d."valid_from", d."valid_until", d."reason" from ${delegationTable(schema)} d where d."from_account" = $1 or d."to_account" = $1 order by d."valid_from" desc, d."id"`,
    values: [person],
  });
  return rows.map(delegationOf);
}

function delegationOf(row: TextRow): StandingDelegation {
  const [id, from, to, workflows, validFrom, validUntil, reason] = row;
  const names: unknown = JSON.parse(workflows ?? "null");
  return {
    id: String(id),
    from: String(from),
    to: String(to),
    workflows: Array.isArray(names) ? names.map(String) : null,
    validFrom: new Date(String(validFrom)),
    validUntil: validUntil ? new Date(validUntil) : null,
    reason: String(reason),
  };
}

/** For whom somebody stands in now, in a workflow. */
export async function standsInFor(
  executor: Executor,
  schema: string,
  person: string,
  workflow: string,
  now: Date,
): Promise<ReadonlySet<string>> {
  const { rows } = await executor.run({
    text: `select d."from_account" from ${delegationTable(schema)} d where d."to_account" = $1 and ${holdsAt("$2", "$3")}`,
    values: [person, now, workflow],
  });
  return new Set(rows.map(([from]) => String(from)));
}
