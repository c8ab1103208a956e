/** What a run is about, in words. */
import type { RunOutcome, ScriptRunEntry } from "../../metadata/automation-wire.ts";
import { locale } from "../../runtime/language/locale.ts";
import type { IconName } from "../../runtime/ui/icon.tsx";
import type { ScriptMessageKey } from "../language/scripts/en.ts";
import { scriptText } from "../language/scripts/messages.ts";

export const outcomeIcons: Readonly<Record<RunOutcome, IconName>> = {
  returned: "circle-check",
  threw: "circle-alert",
  stopped: "no-access",
};

/** What went wrong; empty when nothing did. */
export function troubleOf({ outcome, code, message }: ScriptRunEntry): string {
  if (outcome === "returned") return "";
  if (outcome === "stopped") return limitSentence(code ?? "");
  return message || (code ?? "");
}

const limitWords: ReadonlyMap<string, ScriptMessageKey> = new Map([
  ["cpu", "limit_cpu"],
  ["wall", "limit_wall"],
  ["heap", "limit_memory"],
  ["resident", "limit_memory"],
  ["calls", "limit_calls"],
  ["result", "limit_size"],
  ["argument", "limit_size"],
  ["queue", "limit_queue"],
] as const);

const limitSentence = (limit: string): string =>
  scriptText(limitWords.get(limit) ?? "limit_other", { limit });

/** What started it. */
export function occasionSentence(occasion: string): string {
  if (occasion === "schedule") return scriptText("occasion_schedule");
  if (occasion === "step of a workflow") return scriptText("occasion_workflow");
  const action = /^action on (\w+)$/.exec(occasion);
  if (action !== null) return scriptText("occasion_action", { object: action[1] ?? "" });
  const imported = /^import of (\w+)$/.exec(occasion);
  if (imported !== null) return scriptText("occasion_import", { object: imported[1] ?? "" });
  const trigger = /^(before|after) (\w+) of (\w+)$/.exec(occasion);
  if (trigger === null) return occasion;
  const [, moment, event = "", object = ""] = trigger;
  const key = moment === "before" ? "occasion_trigger_before" : "occasion_trigger_after";
  return scriptText(key, { object, event });
}

/** A short time in milliseconds, a longer one in seconds. */
export function duration(milliseconds: number): string {
  const written = (number: number, digits: number) =>
    new Intl.NumberFormat(locale(), { maximumFractionDigits: digits }).format(number);
  return milliseconds < 10_000
    ? scriptText("milliseconds", { number: written(milliseconds, milliseconds < 10 ? 1 : 0) })
    : scriptText("seconds", { number: written(milliseconds / 1000, 1) });
}

export const counted = (number: number): string => new Intl.NumberFormat(locale()).format(number);
