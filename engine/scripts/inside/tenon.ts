/** What a script imports from "tenon": every operation that there is, by name. */
import { CallError, call, Failure } from "./call.ts";
import { now } from "./clock.ts";
import { decimal } from "./decimal.ts";
import { log as writeLog } from "./log.ts";
import { still } from "./still.ts";

type Members = Readonly<Record<string, unknown>>;

/** Records, in the transaction of the run and with the rights it has. */
export const db = still({
  find: (object: string, query: Members = {}) => call("db.find", { object, query }),
  get: (object: string, id: string, options: Members = {}) =>
    call("db.get", { object, id, options }),
  create: (object: string, values: unknown) => call("db.create", { object, values }),
  update: (object: string, id: string, values: Members) =>
    call("db.update", { object, id, values }),
  delete: (object: string, id: string) => call("db.delete", { object, id }),
  aggregate: (object: string, query: Members) => call("db.aggregate", { object, query }),
  lock: (object: string, ids: string | readonly string[]) => call("db.lock", { object, ids }),
});

/** Requests to others, by the server's guarded client. */
export const http = still({
  request: (request: Members) => call("http.request", { request }),
});

export const mail = still({
  send: (message: Members) => call("mail.send", { message }),
});

export const notify = still({
  send: (notice: Members) => call("notify.send", { notice }),
});

export const files = still({
  read: (id: string) => call("files.read", { id }),
  write: (file: Members) => call("files.write", { file }),
});

/** A secret itself never comes here: what sends it puts it in place of its handle. */
export const secrets = still({
  handle: (name: string) => call("secrets.handle", { name }),
});

export const log = still(writeLog);

interface FailureParts {
  readonly code?: string;
  readonly message: string;
  /** Path of the field that it is about, such as `/lines/0/price`. */
  readonly at?: string;
}

/** Ends the script with a problem that people are shown, at a field if it names one. */
export function fail(problem: FailureParts | string): never {
  if (typeof problem === "string") throw new Failure("failed", problem, null);
  throw new Failure(`${problem.code ?? "failed"}`, `${problem.message}`, problem.at ?? null);
}

export { user } from "./user.ts";
export { decimal, now };

still({ decimal, now, fail, CallError, Failure });
