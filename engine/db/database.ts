/**
 * The only door to PostgreSQL: a pool whose connections cannot take the process down, statements
 * as text with parameters, and transactions that are retried as a whole when PostgreSQL asks.
 * Values come back as the text PostgreSQL sends; callers know the types they asked for.
 */
import pg from "pg";
import { shareForWrites } from "./brief-writes.ts";
import { openSharedConnections } from "./shared-connections.ts";
import { runAsText } from "./text-query.ts";

/** One statement. A `name` makes PostgreSQL keep its plan per connection. */
export interface Statement {
  readonly text: string;
  readonly values: readonly unknown[];
  readonly name?: string;
  /** What may share a connection with others of its kind: a read by key, a write of one record. */
  readonly brief?: "read" | "write";
}

/** Rows as arrays of PostgreSQL's text forms (`null` for NULL), in the order of the select list. */
export type TextRow = readonly (string | null)[];

export interface StatementResult {
  readonly rows: readonly TextRow[];
  readonly rowCount: number;
}

/** What can run statements: the pool (one statement, one transaction) or an open transaction. */
export interface Executor {
  run(statement: Statement): Promise<StatementResult>;
}

export interface Database extends Executor {
  /**
   * Runs `work` in one READ COMMITTED transaction; commits when it resolves, rolls back when it
   * rejects. What was lost to another transaction is done again, the whole work, up to five times;
   * single statements, too. `first`:
   * statements without parameters that are sent with its beginning.
   */
  transaction<Value>(
    work: (transaction: Executor) => Promise<Value>,
    first?: string,
  ): Promise<Value>;
  /** A connection of its own for LISTEN; `onLost` is called once when it ends. */
  listen(
    channel: string,
    onNotify: (payload: string) => void,
    onLost: () => void,
  ): Promise<() => Promise<void>>;
  close(): Promise<void>;
}

/** PostgreSQL's five-character SQLSTATE, when an error carries one. */
export function sqlState(error: unknown): string | null {
  return error instanceof Error &&
    "code" in error &&
    typeof error.code === "string" &&
    error.code.length === 5
    ? error.code
    : null;
}

/**
 * Lost to another transaction, by a deadlock, a serialisation failure or a lock that was not to be
 * waited for: whoever begins anew may win. A wait that took longer than allowed is none of these.
 */
export function lostToAnother(error: unknown): boolean {
  const state = sqlState(error);
  if (state === "55P03")
    return error instanceof pg.DatabaseError && error.routine !== "ProcessInterrupts";
  return state === "40P01" || state === "40001";
}

/** No connection of the pool became free in time: the process has more to do than it can. */
export const foundAllBusy = (error: unknown): boolean =>
  error instanceof Error && error.message === "timeout exceeded when trying to connect";

const asText = { getTypeParser: () => (value: unknown) => value };
const attemptsMaximum = 5;

const sessionOptions =
  "-c TimeZone=UTC -c DateStyle=ISO -c IntervalStyle=iso_8601 -c extra_float_digits=3 -c statement_timeout=120000";

/** Part of a process's connections, for statements that share one. */
const sharedConnections = 2;

/** @param connections how many the process may hold, LISTEN left out */
export function connectDatabase(url: string, connections: number): Database {
  const config = {
    connectionString: url,
    options: sessionOptions,
    connectionTimeoutMillis: 10_000,
  };
  const reading = { ...config, options: `${sessionOptions} -c default_transaction_read_only=on` };
  const shared = openSharedConnections(reading, sharedConnections, execute);
  const max = Math.max(connections - sharedConnections, 1);
  const pool = new pg.Pool({ ...config, max, pipeline: true, idleTimeoutMillis: 60_000 });
  const writes = shareForWrites(pool, max, execute, endsConnection);
  // Without these two listeners a closed connection would end the process.
  pool.on("error", () => undefined);
  pool.on("connect", (client) => client.on("error", () => undefined));

  return {
    run: (statement) => {
      if (statement.brief === "read") return shared.run(statement);
      return untilWon(() =>
        statement.brief === "write" ? writes(statement) : onOne(pool, statement),
      );
    },
    transaction: (work, first) =>
      untilWon(() => once(pool, work, first === undefined ? "begin" : `begin; ${first}`)),
    listen: (channel, onNotify, onLost) => listen(url, channel, onNotify, onLost),
    close: async () => {
      await Promise.all([shared.close(), pool.end()]);
    },
  };
}

/** Whoever has lost begins anew, after a while that grows and is another one for everybody. */
async function untilWon<Value>(work: () => Promise<Value>): Promise<Value> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      if (!lostToAnother(error) || attempt === attemptsMaximum) throw error;
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 10 * 2 ** attempt));
    }
  }
}

/** Statements without parameters may be several in one text. */
async function execute(client: pg.ClientBase, statement: Statement): Promise<StatementResult> {
  if (statement.values.length > 0 || statement.name !== undefined)
    return runAsText(client, statement);
  const result = await client.query<(string | null)[]>({
    text: statement.text,
    rowMode: "array",
    types: asText,
  });
  return { rows: result.rows, rowCount: result.rowCount ?? 0 };
}

async function onOne(pool: pg.Pool, statement: Statement): Promise<StatementResult> {
  const client = await pool.connect();
  let broken = false;
  try {
    return await execute(client, statement);
  } catch (error) {
    broken = endsConnection(error);
    throw error;
  } finally {
    client.release(broken);
  }
}

/** A statement that is refused leaves its connection as it was; anything else may have ended it. */
const endsConnection = (error: unknown): boolean =>
  !(error instanceof pg.DatabaseError) || error.severity !== "ERROR";

async function once<Value>(
  pool: pg.Pool,
  work: (transaction: Executor) => Promise<Value>,
  begin: string,
): Promise<Value> {
  const client = await pool.connect();
  let broken = false;
  try {
    await client.query(begin);
    const value = await work({ run: makeRun(client) });
    await client.query("commit");
    return value;
  } catch (error) {
    await client.query("rollback").catch(() => (broken = true));
    throw error;
  } finally {
    client.release(broken);
  }
}

/** What was sent behind a statement that failed fails for the same reason, whoever hears of it first. */
function makeRun(client: pg.ClientBase): Executor["run"] {
  let reason: unknown = null;
  return async (statement) => {
    try {
      return await execute(client, statement);
    } catch (error) {
      if (sqlState(error) !== "25P02") reason = error;
      throw reason ?? error;
    }
  };
}

async function listen(
  url: string,
  channel: string,
  onNotify: (payload: string) => void,
  onLost: () => void,
): Promise<() => Promise<void>> {
  const client = new pg.Client({ connectionString: url, keepAlive: true });
  let open = true;
  const lost = () => {
    if (!open) return;
    open = false;
    onLost();
  };
  client.on("error", lost);
  client.on("end", lost);
  client.on("notification", (message) => onNotify(message.payload ?? ""));
  await client.connect();
  await client.query(`listen ${pg.escapeIdentifier(channel)}`);
  return async () => {
    open = false;
    await client.end().catch(() => undefined);
  };
}
