/** What a script imports from "tenon": every operation that there is, by name. */
import { CallError, call, Failure } from "./call.ts";
import { now, today } from "./clock.ts";
import { Decimal, decimal } from "./decimal.ts";
import { equal, refused } from "./expectations.ts";
import { log as writeLog } from "./log.ts";
import { still } from "./still.ts";

type Members = Readonly<Record<string, unknown>>;

/** Records, in the transaction of the run and with the rights it has. */
export const db = still({
  find: (object: string, query: Members = {}) => call("db.find", { object, query }),
  get: (object: string, id: string) => call("db.get", { object, id }),
  create: (object: string, values: unknown) => call("db.create", { object, values }),
  update: (object: string, id: string, values: Members) =>
    call("db.update", { object, id, values }),
  transition: (object: string, id: string, transition: string, values: Members = {}) =>
    call("db.transition", { object, id, transition, values }),
  delete: (object: string, id: string) => call("db.delete", { object, id }),
  aggregate: (object: string, query: Members) => call("db.aggregate", { object, query }),
  lock: (object: string, id: string) => call("db.lock", { object, id }),
});

/** Requests to others, by the server's guarded client. */
export const http = still({
  request: (request: Members) => call("http.request", { request }),
});

/** Scripts that run when the transaction is committed. */
export const jobs = still({
  add: (script: string, input: unknown = null) => call("jobs.add", { script, input }),
});

/** Letters to people; they leave when the transaction is committed. */
export const mail = still({
  send: (message: Members) => call("mail.send", { message }),
});

/** Notices to people of the workspace. */
export const notify = still({
  send: (notice: Members) => call("notify.send", { notice }),
});

/** Files of records; new ones, to be put into a record. */
export const files = still({
  read: (file: Members) => call("files.read", { file }),
  write: (file: Members) => call("files.write", { file }),
});

/** A secret itself never comes here: what sends it puts it in place of its handle. */
export const secrets = still({
  handle: (name: string) => call("secrets.handle", { name }),
});

export const log = still(writeLog);

/** A sentence in one language, or in each by its tag. */
type Sentence = string | Readonly<Record<string, string>>;

interface FailureParts {
  readonly code?: string;
  readonly message: Sentence;
  /** Path of the field that it is about, such as `/lines/0/price`. */
  readonly at?: string;
  /** Place of the record among those of the write; the first without it. */
  readonly record?: number;
}

/** Ends the script with a problem that people are shown, at a field if it names one. */
export function fail(problem: FailureParts | string): never {
  if (typeof problem === "string") throw new Failure("failed", problem, { at: null });
  const { message, at = null, record = null, code = "failed" } = problem;
  const text = typeof message === "string" ? message : `${message.en ?? Object.values(message)[0]}`;
  throw new Failure(`${code}`, text, { at, record, message });
}

export { user } from "./user.ts";
export { decimal, equal, now, refused, today };

still({ decimal, equal, now, refused, today, fail, CallError, Failure, Decimal });
