/**
 * One run of a published script in a transaction: its program, what it is given, what it may ask,
 * and what its end means to whoever waits for it.
 */
import { randomUUID } from "node:crypto";
import type { ScriptModel } from "../../metadata/automation/script.ts";
import { objectOrEmpty } from "../../metadata/json-object.ts";
import { type Problem, pointer, problem } from "../../metadata/problem.ts";
import type { Locale } from "../../metadata/text.ts";
import { administratorRights, type Rights } from "../access/rights.ts";
import { automationIn } from "../catalog/automation.ts";
import { programOf } from "../compile/script-program.ts";
import type { Executor } from "../db/database.ts";
import { newUuid } from "../db/uuid.ts";
import type { Reactions } from "../records/reactions.ts";
import { Refused, type Writer } from "../records/writer.ts";
import { stoppedBefore } from "../scripts/active-run.ts";
import type {
  ScriptLimits,
  ScriptOutcome,
  ScriptRun,
  StopReason,
  ThrownError,
} from "../scripts/script-run.ts";
import { addJob } from "./add-job.ts";
import type { CircuitBreakers } from "./circuit-breakers.ts";
import { sendNotice } from "./notify-people.ts";
import { chainMaximum, makeScriptBudget } from "./script-budget.ts";
import {
  answerCall,
  type CallServices,
  databaseOperations,
  type OutsideRun,
} from "./script-calls.ts";
import { readFile, writeFile } from "./script-files.ts";
import type { ScriptLedger } from "./script-ledger.ts";
import type { ScriptPerson } from "./script-person.ts";
import { createRecorder } from "./script-recording.ts";
import { createSecretHandles, secretHandle } from "./secret-handles.ts";
import { sendMail } from "./send-mail.ts";
import { sendRequest } from "./send-request.ts";

/** What every run of one request, or of one job, has in common. */
export interface ScriptSurroundings {
  /** Where runs take place: the runners, or the runner of the script that waits for this one. */
  readonly execute: (run: ScriptRun) => Promise<ScriptOutcome>;
  readonly ledger: ScriptLedger;
  readonly breakers: CircuitBreakers;
  /** Who acts, as scripts see him. */
  readonly person: (writer: Writer) => Promise<ScriptPerson | null>;
  /** What waits for the writes of scripts, given where their runs take place. */
  readonly reactions: (inside: ScriptSurroundings) => Reactions;
  /** Those of who acts, below a script that runs as the system; null: those of the writer. */
  readonly rights: Rights | null;
  readonly locale: Locale;
  /** Nobody waits with a transaction open for longer than a moment. */
  readonly background: boolean;
  /** The most that a script may take. */
  readonly limits: ScriptLimits;
  readonly services: CallServices;
  /** Null: a transaction is open from the beginning. */
  readonly outside: OutsideRun | null;
}

export interface ScriptStarted {
  readonly script: ScriptModel;
  /** What it was that started it: `before create of sales_order`. */
  readonly occasion: string;
  readonly input: unknown;
  /** What the runner calls; the script's own default export without it. */
  readonly wrapper?: string;
}

/** Those of who acts, whatever the script that led here runs as. */
const actingRights = ({ rights }: ScriptSurroundings, writer: Writer): Rights =>
  rights ?? writer.rights;

/** The rights that a script reads and writes with. */
export const rightsOfRun = (
  surroundings: ScriptSurroundings,
  { runsAs }: ScriptModel,
  writer: Writer,
): Rights => (runsAs === "system" ? administratorRights : actingRights(surroundings, writer));

/**
 * Runs a script inside the transaction of `writer` and gives what it returns.
 * @throws Refused when the script fails, says that something is wrong, or is ended
 */
export async function runScript(
  surroundings: ScriptSurroundings,
  writer: Writer,
  started: ScriptStarted,
): Promise<unknown> {
  const { script } = started;
  const chain = [...writer.chain, script.name];
  if (chain.length > chainMaximum)
    throw new Refused([problem("automation_loop", "", { chain: chain.join(" → ") })]);
  const program = programOf(writer.catalog, script.name);
  if (program === undefined) throw new Error(`There is no script ${script.name}`);
  const paused = surroundings.breakers.pausedUntil(writer.catalog.workspaceId, program.digest);
  if (paused !== null)
    throw new Refused([problem("script_paused", "", { script: script.name, until: paused })]);
  const place = surroundings.background ? "background" : "transaction";
  const budget = makeScriptBudget(script.name, place, script.limits);
  const rights = actingRights(surroundings, writer);
  const handles = createSecretHandles();
  const person = await surroundings.person(writer);
  const run = runOf({ ...surroundings, person }, writer, started, program);
  const id = newUuid();
  const recorder = createRecorder(() => budget.taken.rows_read);
  const note = (outcome: ScriptOutcome) => {
    const recording =
      outcome.kind === "returned" ? null : recorder.text(run, started.wrapper ?? null);
    const { digest } = program;
    surroundings.ledger.note({ id, writer, started, digest, outcome, budget, recording });
  };
  const executed = surroundings.execute({
    ...run,
    call: async (operation, argument, context) => {
      const recorded = recorder.asked(operation, argument);
      const inside = { ...surroundings, execute: context.run, rights, outside: null };
      const acting: Writer = {
        ...writer,
        executor: await executorOf(surroundings, writer, operation),
        rights: rightsOfRun(surroundings, script, writer),
        cause: `script:${script.name}`,
        chain,
        reactions: surroundings.reactions(inside),
      };
      const { locale, outside, services } = surroundings;
      const { signal } = context;
      const callPlace = {
        writer: acting,
        budget,
        locale,
        script,
        services,
        handles,
        outside,
        signal,
      };
      recorded.answer = await answerCall(callPlace, scriptOperations, operation, argument);
      return recorded.answer;
    },
  });
  const outcome = await executed.catch((error: unknown) => {
    // What a run has used up of the server's is said by the server, not by its runner.
    if (error instanceof Refused) note(stoppedBefore("budget"));
    throw error;
  });
  surroundings.breakers.note(writer.catalog.workspaceId, program.digest, outcome);
  note(outcome);
  if (outcome.kind === "returned") return outcome.value;
  throw new Refused([problemOf(outcome, script, id, rights.mayDesign)]);
}

/** Runs a script or module by its name, as a step of something else. */
export function runNamedScript(
  surroundings: ScriptSurroundings,
  writer: Writer,
  name: string,
  input: unknown,
): Promise<unknown> {
  const script = automationIn(writer.catalog).scripts.get(name);
  if (script === undefined) throw new Refused([problem("script_unknown", "", { name })]);
  return runScript(surroundings, writer, { script, occasion: "step of a workflow", input });
}

type Program = NonNullable<ReturnType<typeof programOf>>;

function runOf(
  {
    person,
    background,
    limits,
  }: Pick<ScriptSurroundings, "background" | "limits"> & { readonly person: ScriptPerson | null },
  { catalog, clock }: Writer,
  { script, input, wrapper }: ScriptStarted,
  program: Program,
): Omit<ScriptRun, "call"> {
  return {
    ...programParts(program, wrapper ?? null),
    input,
    user: person,
    at: new Date(clock.now),
    today: clock.today,
    seed: randomUUID(),
    workspace: catalog.workspaceId,
    background,
    limits: limitsOf(script, limits),
  };
}

const scriptOperations = {
  ...databaseOperations,
  "notify.send": sendNotice,
  "jobs.add": addJob,
  "http.request": sendRequest,
  "secrets.handle": secretHandle,
  "mail.send": sendMail,
  "files.read": readFile,
  "files.write": writeFile,
};

/** Of these none opens a transaction. */
const readingOperations: ReadonlySet<string> = new Set([
  "db.find",
  "db.get",
  "db.aggregate",
  "http.request",
  "secrets.handle",
  "files.read",
]);

/** Where a call is carried out: outside of a transaction until one is needed. */
function executorOf(
  { outside }: ScriptSurroundings,
  { executor }: Writer,
  operation: string,
): Executor | Promise<Executor> {
  if (outside === null) return executor;
  const { transaction } = outside;
  return readingOperations.has(operation) && !transaction.isOpen ? executor : transaction.open();
}

/** What a runner is given of a program, and of what is around it. */
export function programParts(
  { entry, modules }: Program,
  wrapper: string | null,
): Pick<ScriptRun, "modules" | "entry" | "exportName"> {
  const texts = Object.fromEntries([...modules].map(([name, { code }]) => [`${name}.ts`, code]));
  return {
    modules: wrapper === null ? texts : { ...texts, [wrapperName]: wrapper },
    entry: wrapper === null ? `${entry}.ts` : wrapperName,
    exportName: "default",
  };
}

/** No script can be called so. */
const wrapperName = "$start.ts";

export function limitsOf({ limits }: ScriptModel, most: ScriptLimits): ScriptLimits {
  const lower = (asked: number | undefined, maximum: number) =>
    asked === undefined ? maximum : Math.min(asked, maximum);
  return {
    ...most,
    wallMilliseconds: lower(limits.seconds && limits.seconds * 1000, most.wallMilliseconds),
    cpuMilliseconds: lower(limits.cpu_milliseconds, most.cpuMilliseconds),
    heapMegabytes: lower(limits.memory_megabytes, most.heapMegabytes),
  };
}

/** What `fail` says: at the field of a record, in each language that it gives. */
function problemOfFailure({ message, code, details }: ThrownError): Problem {
  const { at, record, message: sentence } = objectOrEmpty(details);
  const field = typeof at === "string" && at.startsWith("/") ? at : "";
  const path = typeof record === "number" ? `${pointer("", record)}${field}` : field;
  return problem("script_refused", path, {
    message: inEachLanguage(sentence, message),
    reason: code ?? "",
  });
}

/** A sentence of a script: a text, or one in each language. @param other where it gives none */
export function inEachLanguage(sentence: unknown, other: string): Readonly<Record<Locale, string>> {
  const texts = objectOrEmpty(sentence);
  const inLanguage = (locale: Locale) => {
    const text = typeof sentence === "string" ? sentence : texts[locale];
    return typeof text === "string" ? text : other;
  };
  return { en: inLanguage("en"), "zh-CN": inLanguage("zh-CN") };
}

function problemOfEnd(limit: StopReason, { name, title }: ScriptModel, run: string): Problem {
  if (limit === "queue") return problem("scripts_busy", "", { script: name });
  return limit === "crashed" || limit === "stopping"
    ? problem("script_interrupted", "", { script: title })
    : problem("script_stopped", "", { script: title, limit, run });
}

type Ended = Exclude<ScriptOutcome, { readonly kind: "returned" }>;

/** What `fail` says is for everybody; what went wrong inside is for who may mend it. */
function problemOf(outcome: Ended, script: ScriptModel, run: string, mayMend: boolean): Problem {
  if (outcome.kind === "stopped") return problemOfEnd(outcome.limit, script, run);
  const { error } = outcome;
  if (error.name === "Failure") return problemOfFailure(error);
  if (!mayMend) return problem("script_failed", "", { script: script.title, run });
  const place = error.line === null ? "" : ` (${error.module ?? ""}:${error.line})`;
  const message = `${error.name}: ${error.message}${place}`;
  return problem("script_failed_at", "", { script: script.title, message, run });
}
