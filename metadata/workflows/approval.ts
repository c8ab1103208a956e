/** What a step that people decide says, once it has passed the checks. */
import { isJsonObject, type JsonSchema, objectOrEmpty, textsOf } from "../json-object.ts";
import { type Approver, approversOf } from "./approver.ts";
import { type Duration, durationOf } from "./duration.ts";

/** `share`: of those who are asked, above 0 and up to 1 · `votes`: so many of them. */
export type VoteMode =
  | { readonly kind: "any" | "all" | "inTurn" }
  | { readonly kind: "share"; readonly share: number }
  | { readonly kind: "votes"; readonly votes: number };

export const freedoms = [
  "addBefore",
  "addAfter",
  "addBeside",
  "transfer",
  "consult",
  "return",
] as const;
export type Freedom = (typeof freedoms)[number];

export const repetitions = ["never", "skip", "skipAnywhere"] as const;

/** When people are told of a step that others settle. */
export const copyTimes = ["start", "end"] as const;

/** Who started, among the steps that something may be returned to. */
export const startName = "start";

/** The opinion, among the fields that a step requires. */
export const opinionName = "opinion";

/** The keyword that says what becomes of a step that is late. */
export const lateName = "then";

/** What becomes of a step that is late. */
export type Overdue =
  | { readonly kind: "approve" | "reject" }
  | { readonly kind: "escalate" | "transfer"; readonly to: readonly Approver[] };

export interface Due {
  readonly in: Duration;
  /** Shares of the time, above 0 and below 1, the earliest first. */
  readonly remindAt: readonly number[];
  readonly late: Overdue | null;
}

export interface ApprovalDefinition {
  readonly who: readonly Approver[];
  readonly mode: VoteMode;
  readonly may: ReadonlySet<Freedom>;
  /** Ids of steps, and `start`. */
  readonly returnTo: readonly string[];
  readonly afterReturn: "rerun" | "comeBack";
  readonly fields: Readonly<Record<"edit" | "hide" | "require", readonly string[]>>;
  readonly due: Due | null;
  readonly ifNobody: "pass" | "admin" | "stop" | readonly Approver[];
  /** `skip`: who agreed in the step before agrees here · `skipAnywhere`: who agreed since the start. */
  readonly ifRepeated: (typeof repetitions)[number];
  readonly selfApproval: boolean;
  /** Whether a mail asks, whose link decides: whatever becomes of the record, or until it changes. */
  readonly mail: "never" | "always" | "unchanged";
  /** Who is told of it, and decides nothing: when it begins, and when it is settled. */
  readonly copy: Readonly<Record<(typeof copyTimes)[number], readonly Approver[]>>;
}

/** A mode as it is written; null when it is none. */
export function voteModeOf(value: unknown): VoteMode | null {
  if (value === "any" || value === "all" || value === "inTurn") return { kind: value };
  if (!isJsonObject(value) || Object.keys(value).length !== 1) return null;
  const { share, votes } = value;
  if (typeof share === "number" && share > 0 && share <= 1) return { kind: "share", share };
  return typeof votes === "number" && Number.isSafeInteger(votes) && votes >= 1
    ? { kind: "votes", votes }
    : null;
}

/** How `mail` of a step is written: `true`, or `unchanged`; null when it is neither. */
export function mailUseOf(value: unknown): ApprovalDefinition["mail"] | null {
  if (value === undefined || value === false) return "never";
  if (value === true) return "always";
  return value === "unchanged" ? value : null;
}

/** `50%` as 0.5; null when it is no share of a time that is yet to pass. */
export function shareOf(value: unknown): number | null {
  const [, digits = "0"] = (typeof value === "string" && /^(\d{1,2})%$/.exec(value)) || [];
  return Number(digits) > 0 ? Number(digits) / 100 : null;
}

/** Null for what says nothing. */
export function overdueOf(value: unknown): Overdue | null {
  if (value === "approve" || value === "reject") return { kind: value };
  if (!isJsonObject(value)) return null;
  const [kind, ...more] = Object.keys(value);
  if ((kind !== "escalate" && kind !== "transfer") || more.length > 0) return null;
  const to = approversOf(value[kind]);
  return to.length === 0 ? null : { kind, to };
}

function dueOf(value: unknown): Due | null {
  if (!isJsonObject(value)) return null;
  const span = typeof value.in === "string" ? durationOf(value.in) : null;
  if (span === null) return null;
  const shares = (Array.isArray(value.remindAt) ? value.remindAt : []).flatMap(
    (share: unknown) => shareOf(share) ?? [],
  );
  return { in: span, remindAt: shares.toSorted((a, b) => a - b), late: overdueOf(value[lateName]) };
}

/** A list alone is told at the end. */
function copyOf(value: unknown): ApprovalDefinition["copy"] {
  if (!isJsonObject(value))
    return { start: [], end: value === undefined ? [] : approversOf(value) };
  const at = (time: (typeof copyTimes)[number]) =>
    value[time] === undefined ? [] : approversOf(value[time]);
  return { start: at("start"), end: at("end") };
}

/** A step that has passed the checks, whole. */
export function approvalOf(step: JsonSchema): ApprovalDefinition {
  const fields = objectOrEmpty(step.fields);
  const may = new Set(freedoms.filter((freedom) => textsOf(step.may).includes(freedom)));
  const { ifNobody } = step;
  return {
    who: approversOf(step.who),
    mode: voteModeOf(step.mode) ?? { kind: step.type === "task" ? "any" : "all" },
    may,
    returnTo: Array.isArray(step.returnTo) ? textsOf(step.returnTo) : [startName],
    afterReturn: step.afterReturn === "comeBack" ? "comeBack" : "rerun",
    fields: {
      edit: textsOf(fields.edit),
      hide: textsOf(fields.hide),
      require: textsOf(fields.require),
    },
    due: dueOf(step.due),
    ifNobody:
      ifNobody === "pass" || ifNobody === "stop" || ifNobody === "admin"
        ? ifNobody
        : ifNobody === undefined
          ? "admin"
          : approversOf(ifNobody),
    ifRepeated: repetitions.find((one) => one === step.ifRepeated) ?? "never",
    selfApproval: step.selfApproval === true,
    mail: mailUseOf(step.mail) ?? "never",
    copy: copyOf(step.copy),
  };
}
