/** What every write knows: who writes, through what, with which rights, at what time. */
import type { FormatContext } from "../../metadata/fields/field-type.ts";
import type { ObjectModel } from "../../metadata/model/object-model.ts";
import { type Problem, pointer, type Result } from "../../metadata/problem.ts";
import type { Database, Executor } from "../db/database.ts";
import { entered, enterOnce, enterVersion } from "../db/version-check.ts";
import type { Reader } from "../query/read-records.ts";
import type { Secrets } from "../secrets/sealed-text.ts";
import type { Seal } from "./columns.ts";
import type { Reactions } from "./reactions.ts";

export interface Writer extends Reader {
  /** Account of the caller; null for the engine itself. */
  readonly actor: string | null;
  /** What made the change: `user`, `import` … */
  readonly cause: string;
  /** What it was done in: the request, the import. Equal in all that one act has changed. */
  readonly causality: string;
  readonly secrets: Secrets;
  /** What else happens when records are written. */
  readonly reactions: Reactions;
  /** What led here, the first cause first: scripts and workflows by their names. */
  readonly chain: readonly string[];
}

/** Seals what is written to one record, or to one row of child rows. */
export const sealerFor =
  ({ secrets, catalog }: Writer, model: ObjectModel, record: string): Seal =>
  (field, clear) =>
    secrets.seal(
      { workspace: catalog.workspaceId, object: model.id, field: field.id, record },
      clear,
    );

/** Stops a transaction for a reason the caller can act on. */
export class Refused extends Error {
  readonly problems: readonly Problem[];
  constructor(problems: readonly Problem[]) {
    super(problems.map(({ code, path }) => `${code} ${path}`).join(", "));
    this.problems = problems;
  }
}

/** How values are read that are known by their texts. */
export const writtenIn = ({ clock }: Writer): FormatContext => ({
  locale: "en",
  timeZone: clock.timeZone,
});

const isDatabase = (executor: Executor): executor is Database => "transaction" in executor;

/**
 * Runs `work` in a transaction: a new one, or the one `writer` is in already. It is of the version
 * that the writer knows, or refused.
 */
export async function atomic<Value>(
  writer: Writer,
  work: (inside: Writer) => Promise<Value>,
): Promise<Value> {
  const { executor, catalog } = writer;
  if (isDatabase(executor))
    return executor.transaction((transaction) => {
      entered(transaction);
      return work({ ...writer, executor: transaction });
    }, enterVersion(catalog));
  await enterOnce(executor, catalog);
  return work(writer);
}

export function orRefuse<Value>(result: Result<Value>): Value {
  if (!result.ok) throw new Refused(result.problems);
  return result.value;
}

/** Problems of the i-th of many records, with the path the caller sent. */
export const atIndex = (problems: readonly Problem[], index: number | null): readonly Problem[] =>
  index === null
    ? problems
    : problems.map((item) => ({ ...item, path: `${pointer("", index)}${item.path}` }));
