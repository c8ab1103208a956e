/**
 * The program of a runner process. It holds no credentials, may read no file but its native
 * library, and speaks to the server by its standard input and output alone. Scripts run on other
 * threads, in isolates; this thread only answers them, measures them and ends them.
 *
 * One file, of which only its text is used: see `program.ts`.
 */
import process, { stdin, stdout } from "node:process";
import type IsolatedVM from "isolated-vm";
import type { OpenFrame, RunFrame, RunnerFrame, RunResult, ServerFrame } from "../frames.ts";

type Library = typeof IsolatedVM;

/** An isolate with the SDK inside that waits for a script. */
interface Prepared {
  readonly isolate: IsolatedVM.Isolate;
  readonly context: IsolatedVM.Context;
  readonly heapMegabytes: number;
  /** What a script imports from "tenon", and where that comes from. */
  readonly sdk: { readonly tenon: IsolatedVM.Module; readonly taken: IsolatedVM.Module };
  /** Imports the script's module and calls its export. */
  readonly root: IsolatedVM.Module;
  readonly begin: IsolatedVM.Reference;
  run: Run | null;
}

interface Spare {
  readonly heapMegabytes: number;
  readonly prepared: Promise<Prepared>;
}

interface Run {
  readonly frame: RunFrame;
  readonly prepared: Prepared;
  /** Milliseconds that the process had computed before. */
  readonly cpuBefore: number;
  /** Milliseconds it has computed, when that was last asked. */
  cpu: number;
  calls: number;
  logLines: number;
  logLinesDropped: number;
  /** The script waits in a call; there is never more than one, as it does nothing else then. */
  resume: ((text: string) => void) | null;
  /** The server knows how it ended. */
  settled: boolean;
}

const logLineMaximum = 2048;
/** Characters of a module. */
const shortText = 16_384;
const beatMilliseconds = 25;
/** Characters of what an error is described by, beside its details. */
const describedMaximum = 20_000;
/** Takes what the SDK has left, so that no script finds it. */
const takenText = "export const { start, tenon } = globalThis.$sdk; delete globalThis.$sdk;";
const rootText = 'import { start } from "taken"; import * as entry from "entry"; start(entry);';

/** Runs once for each process, in an isolate of its own, so that what scripts use is compiled. */
const patternText = `import { db, decimal, log } from "tenon";
export default async () => {
  log.info("line", 1);
  await db.get("object", "id").catch((error) => error.message);
  return decimal("1.50").plus(1).minus("2").times("3").toString();
};`;
const sdkName = "tenon:sdk";

let library: Library | null = null;
let sdkText = "";
/** The code of that text: see `compileSdk`. */
let sdkCode: IsolatedVM.ExternalCopy<ArrayBuffer> | undefined;
let tenonText = "";
/** Isolates that wait for a script, or are on their way; the oldest first. */
const spares: Spare[] = [];
const sparesMaximum = 3;
let beats: NodeJS.Timeout | undefined;
const runs = new Map<number, Run>();

const post = (frame: RunnerFrame): void => {
  stdout.write(`${JSON.stringify(frame)}\n`);
};

/** There is nothing to tidy up, and a thread that hangs would keep any other way of ending. */
const end = (): void => {
  process.kill(process.pid, "SIGKILL");
};

const isLibrary = (value: unknown): value is Library =>
  typeof value === "object" && value !== null && "Isolate" in value;

function open(frame: OpenFrame): void {
  // Directly: the library's own loader reads files that this process may not read.
  const loaded: { exports: { readonly ivm?: unknown } } = { exports: {} };
  process.dlopen(loaded, frame.library);
  if (!isLibrary(loaded.exports.ivm)) throw new Error(`${frame.library} is no isolated-vm`);
  library = loaded.exports.ivm;
  sdkText = frame.sdk;
}

const fileName = (specifier: string): string => specifier.replace(/^\.\//, "");

/** On other threads, as far as the library can, so that a script that runs is not kept waiting. */
async function prepare(heapMegabytes: number): Promise<Prepared> {
  if (library === null) throw new Error("The library is not open");
  const isolate = new library.Isolate({ memoryLimit: heapMegabytes });
  const context = await isolate.createContext();
  const host = (operation: unknown, text: unknown) => answer(prepared, `${operation}`, `${text}`);
  context.global.setSync("$host", new library.Reference(host));
  const script = await isolate.compileScript(sdkText, {
    filename: sdkName,
    ...(sdkCode === undefined ? {} : { cachedData: sdkCode }),
  });
  await script.run(context);
  const left = context.global.getSync("$sdk", { reference: true });
  if (tenonText === "") tenonText = tenonModule(context.evalSync("Object.keys($sdk.tenon) + ''"));
  const taken = isolate.compileModuleSync(takenText, { filename: "tenon:taken" });
  taken.instantiateSync(context, noImport);
  taken.evaluateSync();
  const prepared: Prepared = {
    isolate,
    context,
    heapMegabytes,
    sdk: { taken, tenon: isolate.compileModuleSync(tenonText, { filename: "tenon:tenon" }) },
    root: isolate.compileModuleSync(rootText, { filename: "tenon:root" }),
    begin: left.getSync("begin", { reference: true }),
    run: null,
  };
  return prepared;
}

/**
 * The code of the SDK for all isolates to come, with the functions that a script uses: an isolate
 * compiles a function when it is first called, and a text that it knows not once more.
 */
async function compileSdk(heapMegabytes: number): Promise<void> {
  const pattern = await prepare(heapMegabytes);
  const { isolate } = pattern;
  const limits = { resultBytes: 1000, argumentBytes: 1000, logLines: 1 };
  const frame = { at: 0, today: "1970-01-01", key: "00", exportName: "default", input: "null" };
  begin(pattern, { ...frame, user: "null", limits });
  await link(pattern, { modules: { pattern: patternText }, entry: "pattern" });
  await pattern.root.evaluate();
  const script: IsolatedVM.Script & IsolatedVM.CachedDataResult = await isolate.compileScript(
    sdkText,
    {
      filename: sdkName,
      produceCachedData: true,
    },
  );
  sdkCode = script.cachedData;
  isolate.dispose();
}

/** An isolate with such a heap, at once if one waits. */
function take(heapMegabytes: number): Promise<Prepared> {
  const index = spares.findIndex((spare) => spare.heapMegabytes === heapMegabytes);
  const [spare] = spares.splice(index, index < 0 ? 0 : 1);
  return spare?.prepared ?? prepare(heapMegabytes);
}

function refill(heapMegabytes: number): void {
  while (spares.length < sparesMaximum)
    spares.push({ heapMegabytes, prepared: prepare(heapMegabytes) });
}

const tenonModule = (names: unknown): string =>
  `import { tenon } from "taken"; export const { ${names} } = tenon;`;

const noImport = (specifier: string): never => {
  throw new Error(`There is no ${specifier}`);
};

function needed<Value>(map: ReadonlyMap<string, Value>, name: string): Value {
  const value = map.get(name);
  if (value === undefined) throw new Error(`There is no ${name}`);
  return value;
}

/** Answers the function inside an isolate. Never throws: the script would see this side's error. */
function answer({ run }: Prepared, operation: string, text: string): string | Promise<string> {
  if (run === null || run.settled) return "null";
  if (operation === "returned")
    return settle(
      run,
      Buffer.byteLength(text) > run.frame.limits.resultBytes
        ? { kind: "stopped", limit: "result" }
        : { kind: "returned", text },
    );
  if (operation === "threw") return settle(run, { kind: "threw", text: thrownText(run, text) });
  if (operation === "stop")
    return settle(run, { kind: "stopped", limit: text === "result" ? text : "argument" });
  if (operation === "dropped") {
    run.logLinesDropped += Number(text) || 0;
    return "null";
  }
  if (operation === "log") return writeLog(run, text);
  if (Buffer.byteLength(text) > run.frame.limits.argumentBytes)
    return settle(run, { kind: "stopped", limit: "argument" });
  run.calls++;
  if (run.calls > run.frame.limits.calls) return settle(run, { kind: "stopped", limit: "calls" });
  post({ type: "call", run: run.frame.run, operation, argument: text });
  return new Promise((resolve) => {
    run.resume = resolve;
  });
}

/** Details are as long as an argument at most; who changes what cuts texts is not described. */
const thrownText = ({ frame }: Run, text: string): string =>
  text.length > 2 * frame.limits.argumentBytes + describedMaximum ? "{}" : text;

function writeLog(run: Run, text: string): string {
  if (run.logLines >= run.frame.limits.logLines || text.length > logLineMaximum * 7) {
    run.logLinesDropped++;
    return "null";
  }
  run.logLines++;
  try {
    const line: unknown = JSON.parse(text);
    if (typeof line === "object" && line !== null && "level" in line && "text" in line)
      post({
        type: "log",
        run: run.frame.run,
        level:
          line.level === "debug" || line.level === "warn" || line.level === "error"
            ? line.level
            : "info",
        text: `${line.text}`.slice(0, logLineMaximum),
      });
  } catch {
    // Not a line of the SDK's.
  }
  return "null";
}

const processCpu = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};

/**
 * The lesser of two measures that are both too high: the isolate counts time in which others had the
 * processor, and the process counts all its threads.
 */
function cpuOf(run: Run): number {
  const { isolate } = run.prepared;
  const spent = processCpu() - run.cpuBefore;
  run.cpu = isolate.isDisposed ? run.cpu : Math.min(Number(isolate.cpuTime / 1000n) / 1000, spent);
  return run.cpu;
}

/** Tells how a run ended, and ends whatever of it still goes on. */
function settle(run: Run, result: RunResult): string {
  if (run.settled) return "null";
  run.settled = true;
  const { frame, prepared, logLinesDropped } = run;
  post({ type: "done", run: frame.run, cpu: cpuOf(run), logLinesDropped, result });
  if (!prepared.isolate.isDisposed) prepared.isolate.dispose();
  return "null";
}

/** Compiles a module and all that it imports. */
async function compile(
  isolate: IsolatedVM.Isolate,
  modules: RunFrame["modules"],
  name: string,
  known: Map<string, IsolatedVM.Module>,
): Promise<void> {
  const text = modules[name] ?? "";
  // Handing a short one to another thread would take longer than to compile it.
  const module =
    text.length < shortText
      ? isolate.compileModuleSync(text, { filename: name })
      : await isolate.compileModule(text, { filename: name });
  known.set(name, module);
  for (const specifier of module.dependencySpecifiers) {
    const wanted = fileName(specifier);
    if (specifier === "tenon" || known.has(wanted)) continue;
    if (!Object.hasOwn(modules, wanted))
      throw new Error(`There is no module "${specifier}" [${name}:1:1]`);
    await compile(isolate, modules, wanted, known);
  }
}

async function link(
  { isolate, context, sdk, root }: Prepared,
  { modules, entry }: Pick<RunFrame, "modules" | "entry">,
): Promise<void> {
  const compiled = new Map<string, IsolatedVM.Module>();
  if (!Object.hasOwn(modules, entry)) throw new Error(`There is no module "${entry}"`);
  await compile(isolate, modules, entry, compiled);
  root.instantiateSync(context, (specifier, referrer) => {
    if (referrer === root) return specifier === "entry" ? needed(compiled, entry) : sdk.taken;
    if (referrer === sdk.tenon) return sdk.taken;
    return specifier === "tenon" ? sdk.tenon : needed(compiled, fileName(specifier));
  });
}

type Settings = Pick<RunFrame, "at" | "today" | "key" | "exportName" | "input" | "user"> & {
  readonly limits: Pick<RunFrame["limits"], "resultBytes" | "argumentBytes" | "logLines">;
};

function begin(prepared: Prepared, { limits, ...settings }: Settings): void {
  const { at, today, key, exportName, input, user } = settings;
  prepared.begin.applySync(undefined, [
    JSON.stringify({
      at,
      today,
      key,
      exportName,
      input,
      user,
      resultMaximum: limits.resultBytes,
      argumentMaximum: limits.argumentBytes,
      logLines: limits.logLines,
      logLineMaximum,
    }),
  ]);
}

async function execute(frame: RunFrame): Promise<void> {
  const prepared = await take(frame.limits.heapMegabytes);
  const run: Run = {
    frame,
    prepared,
    cpuBefore: processCpu(),
    cpu: 0,
    calls: 0,
    logLines: 0,
    logLinesDropped: 0,
    resume: null,
    settled: false,
  };
  prepared.run = run;
  beats ??= setInterval(beat, beatMilliseconds);
  runs.set(frame.run, run);
  const { heapMegabytes } = frame.limits;
  try {
    begin(prepared, frame);
    await link(prepared, frame);
    await prepared.root.evaluate();
    settle(run, { kind: "stopped", limit: "unsettled" });
  } catch (error) {
    settle(run, failureOf(error));
  }
  runs.delete(frame.run);
  if (!prepared.isolate.isDisposed) prepared.isolate.dispose();
  if (runs.size === 0) await rest(heapMegabytes);
  else refill(heapMegabytes);
}

/** What came of a script that never got to its export: its own error, or that of its isolate. */
function failureOf(error: unknown): RunResult {
  const { name, message, stack } = error instanceof Error ? error : new Error(`${error}`);
  if (/^Isolate was disposed during execution due to memory limit/.test(message))
    return { kind: "stopped", limit: "heap" };
  if (/^Isolate (?:was|is) disposed/.test(message)) return { kind: "stopped", limit: "heap" };
  const text = JSON.stringify({
    name,
    message: message.slice(0, 2000),
    stack: `${stack}`.slice(0, 4000),
  });
  return { kind: "threw", text };
}

/** Ready for the next run once an isolate waits for it; more are made while that one runs. */
async function rest(heapMegabytes: number): Promise<void> {
  clearInterval(beats);
  beats = undefined;
  const first = () => spares.find((spare) => spare.heapMegabytes === heapMegabytes);
  if (first() === undefined) {
    const old = spares.length < sparesMaximum ? undefined : spares.shift();
    void old?.prepared.then(({ isolate }) => isolate.dispose());
    refill(heapMegabytes);
  }
  await first()?.prepared;
  post({ type: "ready" });
  refill(heapMegabytes);
}

/** Says that it lives and what its runs take, and ends those that have computed for too long. */
function beat(): void {
  const cpu: Record<string, number> = {};
  for (const [id, run] of runs) {
    cpu[id] = cpuOf(run);
    if (run.cpu > run.frame.limits.cpuMilliseconds) settle(run, { kind: "stopped", limit: "cpu" });
  }
  post({ type: "beat", residentBytes: process.memoryUsage.rss(), cpu });
}

function receive(line: string): void {
  // From the server, which is trusted.
  const frame: ServerFrame = JSON.parse(line);
  if (frame.type === "open") {
    open(frame);
    void compileSdk(64).then(() => rest(64));
  } else if (frame.type === "run") {
    void execute(frame);
  } else {
    runs.get(frame.run)?.resume?.(frame.text);
  }
}

process.title = "tenon script runner";
// Ctrl-C reaches the whole group; the server says when to end.
process.on("SIGINT", () => undefined);
process.on("SIGTERM", () => undefined);
process.on("uncaughtException", end);
let parts: string[] = [];
stdin.setEncoding("utf8");
stdin.on("data", (chunk: string) => {
  parts.push(chunk);
  if (!chunk.includes("\n")) return;
  const lines = parts.join("").split("\n");
  parts = [lines.pop() ?? ""];
  for (const line of lines) receive(line);
});
// The server has gone.
stdin.on("end", end);
stdin.on("error", end);
