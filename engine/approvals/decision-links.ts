/**
 * Links of mails that ask to decide: one for each task, good while the task is asked as it was when
 * the mail was queued. The database knows a digest of the secret, and what the mail has shown.
 */
import { isJsonObject } from "../../metadata/json-object.ts";
import type { Executor } from "../db/database.ts";
import { quoted } from "../db/names.ts";
import { newUuid } from "../db/uuid.ts";
import type { Task } from "./approval-rows.ts";

/** How long a link works. */
export const decisionHours = 72;

const tableIn = (schema: string): string => `${quoted(schema)}."_decision_link"`;

export interface DecisionLink {
  readonly id: string;
  readonly task: string;
  /** When the task came to be asked: asked again, it has another link. */
  readonly at: Date;
  readonly shown: Readonly<Record<string, unknown>>;
  /** Of the record, when the mail was written. */
  readonly revision: number | null;
}

/** Links without a secret yet, in place of earlier ones; their ids by task. */
export async function addLinks(
  transaction: Executor,
  schema: string,
  tasks: readonly Task[],
): Promise<ReadonlyMap<string, string>> {
  const links = tasks.map(({ id, at }) => ({ id: newUuid(), task: id, at }));
  await transaction.run({
    text: `insert into ${tableIn(schema)} ("id", "task", "at") select n.id, n.task, n.at from json_to_recordset($1::json) as n(id uuid, task uuid, at timestamptz)
      on conflict ("task") do update set "id" = excluded."id", "at" = excluded."at", "digest" = null, "shown" = null, "revision" = null, "expires_at" = null`,
    values: [JSON.stringify(links)],
  });
  return new Map(links.map(({ id, task }) => [task, id]));
}

const columns = '"id", "task", "at", "shown", "revision"';

async function linkWhere(
  executor: Executor,
  schema: string,
  condition: string,
  values: readonly unknown[],
): Promise<DecisionLink | null> {
  const { rows } = await executor.run({
    text: `select ${columns} from ${tableIn(schema)} where ${condition}`,
    values,
  });
  const [row] = rows;
  if (row === undefined) return null;
  const [id, task, at, shown, revision] = row;
  const value: unknown = JSON.parse(shown ?? "null");
  return {
    id: String(id),
    task: String(task),
    at: new Date(String(at)),
    shown: isJsonObject(value) ? value : {},
    revision: revision ? Number(revision) : null,
  };
}

export const readLink = (executor: Executor, schema: string, id: string) =>
  linkWhere(executor, schema, '"id" = $1', [id]);

/** The link with a secret, while it works. */
export const linkWithSecret = (executor: Executor, schema: string, digest: string, now: Date) =>
  linkWhere(executor, schema, '"digest" = $1 and "expires_at" > $2', [digest, now]);

/** The mail leaves with a secret now; one that left before works no more. */
export async function giveSecret(
  executor: Executor,
  schema: string,
  { id, shown, revision }: Pick<DecisionLink, "id" | "shown" | "revision">,
  digest: string,
  now: Date,
): Promise<void> {
  await executor.run({
    text: `update ${tableIn(schema)} set "digest" = $2, "shown" = $3::jsonb, "revision" = $4, "expires_at" = $5 where "id" = $1`,
    values: [
      id,
      digest,
      JSON.stringify(shown),
      revision,
      new Date(now.getTime() + decisionHours * 3_600_000),
    ],
  });
}

/** False when somebody was faster. */
export async function useLink(transaction: Executor, schema: string, id: string): Promise<boolean> {
  const { rowCount } = await transaction.run({
    text: `delete from ${tableIn(schema)} where "id" = $1`,
    values: [id],
  });
  return rowCount > 0;
}
