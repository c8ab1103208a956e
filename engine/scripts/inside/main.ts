/** Begins a run inside an isolate, and turns what comes of it into texts before it leaves. */
import { allowCalls } from "./call.ts";
import { fixClock, setClock } from "./clock.ts";
import { ask, stop } from "./host.ts";
import { bare, jsonText, parseJson } from "./json.ts";
import { lockDown } from "./lock-down.ts";
import { logLinesDropped, replaceConsole } from "./log.ts";
import { fixChance, seedRandom } from "./random.ts";
import { type RunSettings, runSettings, setRunSettings } from "./settings.ts";
import { setUser } from "./user.ts";

export * as tenon from "./tenon.ts";

const messageMaximum = 2000;
const nameMaximum = 100;
const stackMaximum = 4000;

fixClock();
fixChance();
replaceConsole();
lockDown();

// The host writes nothing else.
const isSettings = (value: unknown): value is RunSettings =>
  typeof value === "object" && value !== null && "at" in value;

/** @param text JSON of `RunSettings` */
export function begin(text: string): void {
  const settings = parseJson(text);
  if (!isSettings(settings)) throw new Error("There are no settings");
  setRunSettings(settings);
  setClock(settings.at, settings.today);
  seedRandom(settings.key);
  setUser(parseJson(settings.user));
}

/** Calls the export of the module that is the script; tells the host how it ended, once. */
export async function start(entry: object): Promise<void> {
  const { exportName, input } = runSettings();
  let text: string;
  try {
    const work: unknown = Object.hasOwn(entry, exportName) && Reflect.get(entry, exportName);
    if (typeof work !== "function")
      throw new TypeError(`The script does not export a function "${exportName}"`);
    allowCalls();
    text = jsonText(await work(parseJson(input)));
  } catch (error) {
    settle("threw", jsonText(described(error)));
    return;
  }
  if (text.length > runSettings().resultMaximum) stop("result");
  settle("returned", text);
}

const settle = (kind: "returned" | "threw", text: string): void => {
  if (logLinesDropped() > 0) ask("dropped", `${logLinesDropped()}`);
  ask(kind, text);
};

/** Whatever was thrown, as texts: reading it may run more of the script, within its time. */
function described(thrown: unknown): object {
  return bare({
    name: textOf(() => read(thrown, "name") ?? "Error", nameMaximum),
    message: textOf(() => read(thrown, "message") ?? thrown, messageMaximum),
    code: textOf(() => read(thrown, "code") ?? "", nameMaximum),
    stack: textOf(() => read(thrown, "stack") ?? "", stackMaximum),
    details: detailsOf(thrown),
  });
}

const read = (thrown: unknown, name: string): unknown =>
  typeof thrown === "object" && thrown !== null ? Reflect.get(thrown, name) : undefined;

function textOf(get: () => unknown, maximum: number): string {
  try {
    const value = get();
    return (typeof value === "string" ? value : String(value)).slice(0, maximum);
  } catch {
    return "";
  }
}

/** JSON text; details that are too long or are no JSON are left out. */
function detailsOf(thrown: unknown): string {
  try {
    const text = jsonText(read(thrown, "details"));
    return text.length > runSettings().argumentMaximum ? "null" : text;
  } catch {
    return "null";
  }
}
