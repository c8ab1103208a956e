/**
 * A statement as `pg` sends it, without asking PostgreSQL to describe the rows: callers know the
 * types they asked for, and take every value as text. That spares both sides a message per
 * statement, and copying `pg`'s own description of a query.
 */
import pg from "pg";
import type { Statement, StatementResult, TextRow } from "./database.ts";

/** What a connection of `pg` knows of its prepared statements: their texts by name. */
interface PreparedStatements {
  readonly parsedStatements: Record<string, string>;
  readonly submittedNamedStatements: Record<string, string>;
}

type Connection = pg.Connection & PreparedStatements;

/** Runs a statement with parameters on a connection that is the caller's, or shared by pipelining. */
export async function runAsText(
  client: pg.ClientBase,
  statement: Statement,
): Promise<StatementResult> {
  try {
    return await new Promise((resolve, reject) => {
      client.query(new TextQuery(statement, resolve, reject));
    });
  } catch (error) {
    // In place of the trace of the socket, the one that leads to who asked.
    if (error instanceof Error) Error.captureStackTrace(error);
    throw error;
  }
}

/** The methods that begin with `handle` are what `pg` calls as answers arrive. */
class TextQuery extends pg.Query {
  readonly text: string;
  readonly name: string | undefined;
  readonly #values: readonly unknown[];
  readonly #resolve: (result: StatementResult) => void;
  readonly #rows: TextRow[] = [];
  #rowCount = 0;
  /** Also called by `pg` when the connection ends before the answer. */
  readonly callback: (error: Error | null) => void;

  constructor(
    { text, name, values }: Statement,
    resolve: (result: StatementResult) => void,
    reject: (error: Error) => void,
  ) {
    super(text);
    this.text = text;
    this.name = name;
    this.#values = values;
    this.#resolve = resolve;
    this.callback = (error) => {
      if (error !== null) reject(error);
    };
  }

  override submit = (connection: pg.Connection): void => {
    const { stream } = connection;
    stream.cork();
    try {
      this.#parse(connection as Connection);
      const values = this.#values.map(parameterText);
      connection.bind({ statement: this.name ?? "", values }, true);
      connection.execute({}, true);
      connection.sync();
    } finally {
      stream.uncork();
    }
  };

  /** A name is given to PostgreSQL once per connection. */
  #parse(connection: Connection): void {
    const { text, name } = this;
    const { parsedStatements, submittedNamedStatements } = connection;
    const known =
      name !== undefined &&
      (parsedStatements[name] !== undefined || submittedNamedStatements[name] !== undefined);
    if (known) return;
    connection.parse({ text, name: name ?? "", types: [] }, true);
    if (name !== undefined) submittedNamedStatements[name] = text;
  }

  handleDataRow({ fields }: { readonly fields: TextRow }): void {
    this.#rows.push(fields);
  }

  /** `INSERT 0 3`, `UPDATE 3`, `SELECT 3`, `CREATE TABLE`. */
  handleCommandComplete({ text }: { readonly text: string }): void {
    this.#rowCount = Number(/ (\d+)$/.exec(text)?.[1] ?? 0);
  }

  handleEmptyQuery(): void {}

  handleError(error: Error): void {
    this.callback(error);
  }

  handleReadyForQuery(): void {
    this.#resolve({ rows: this.#rows, rowCount: this.#rowCount });
  }
}

/** A value in PostgreSQL's text form; a parameter's type is known to the statement alone. */
function parameterText(value: unknown): string | Buffer | null {
  if (typeof value === "string") return value;
  if (value === null || value === undefined) return null;
  if (typeof value !== "object") return String(value);
  if (value instanceof Date) return value.toISOString();
  if (Buffer.isBuffer(value)) return value;
  return Array.isArray(value) ? arrayText(value) : JSON.stringify(value);
}

/** `{"a","b",NULL}`; https://www.postgresql.org/docs/17/arrays.html#ARRAYS-IO */
const arrayText = (values: readonly unknown[]): string =>
  `{${values.map((value) => (Array.isArray(value) ? arrayText(value) : elementText(value))).join()}}`;

function elementText(value: unknown): string {
  const text = parameterText(value);
  if (text === null) return "NULL";
  if (typeof text !== "string") return `"\\\\x${text.toString("hex")}"`;
  return `"${text.replaceAll("\\", "\\\\").replaceAll('"', '\\"')}"`;
}
