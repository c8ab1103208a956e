/** Lines for the record of the run; `console` writes them, too. */
import { ask } from "./host.ts";
import { bare, jsonText } from "./json.ts";
import { runSettings } from "./settings.ts";
import { still } from "./still.ts";

let written = 0;
let dropped = 0;

export const logLinesDropped = (): number => dropped;

function shown(part: unknown): string {
  if (typeof part === "string") return part;
  if (part instanceof Error) return String(part);
  if (typeof part !== "object" || part === null) return String(part);
  try {
    return jsonText(part);
  } catch {
    return String(part);
  }
}

const writer =
  (level: "debug" | "info" | "warn" | "error") =>
  (...parts: readonly unknown[]): void => {
    const { logLines, logLineMaximum } = runSettings();
    if (written >= logLines) {
      dropped++;
      return;
    }
    written++;
    const text = parts.map(shown).join(" ").slice(0, logLineMaximum);
    ask("log", jsonText(bare({ level, text })));
  };

export const log = {
  debug: writer("debug"),
  info: writer("info"),
  warn: writer("warn"),
  error: writer("error"),
};

export function replaceConsole(): void {
  const value = still({ ...log, log: log.info });
  Object.defineProperty(globalThis, "console", { value });
}
