/** Who is asked by a step, as a document says it. */
import { isJsonObject } from "../json-object.ts";

/**
 * `user`: e-mail or id · `role`: all that have it; `within`: those that belong to the same record as
 * this expression leads to · `department`: its head, or its people · `manager`: the n-th above who
 * started · `managers`: all of them, up to a level or the first that fits an expression · `person`:
 * an expression that leads to one · `script`: ids that it answers · `chosen`: the variable of the step's name, ids or e-mails ·
 * `starter`: who started.
 */
export type Approver =
  | { readonly kind: "user"; readonly user: string }
  | { readonly kind: "role"; readonly role: string; readonly within: string | null }
  | { readonly kind: "department"; readonly department: string; readonly whom: "head" | "people" }
  | { readonly kind: "manager"; readonly level: number }
  | { readonly kind: "managers"; readonly upTo: number | string }
  | { readonly kind: "person"; readonly keyword: "field" | "expression"; readonly text: string }
  | { readonly kind: "script"; readonly script: string }
  | { readonly kind: "chosen" | "starter" };

/** Managers above one person that are looked at. */
export const managersMaximum = 20;

const isLevel = (value: unknown): value is number =>
  Number.isSafeInteger(value) && Number(value) >= 1 && Number(value) <= managersMaximum;

/** What goes with a keyword. */
const companions: Readonly<Record<string, string>> = { role: "within", department: "whom" };

/** Null for what names nobody. */
export function approverOf(entry: unknown): Approver | null {
  if (!isJsonObject(entry)) return null;
  const keywords = Object.keys(entry).filter((keyword) => keyword !== "$comment");
  const [keyword = ""] = keywords.filter((one) => !Object.values(companions).includes(one));
  if (keywords.some((one) => one !== keyword && one !== companions[keyword])) return null;
  const value = entry[keyword];
  switch (keyword) {
    case "user":
      return typeof value === "string" ? { kind: "user", user: value } : null;
    case "role": {
      const { within = null } = entry;
      if (typeof value !== "string" || (within !== null && typeof within !== "string")) return null;
      return { kind: "role", role: value, within };
    }
    case "department": {
      const { whom = "head" } = entry;
      if (typeof value !== "string" || (whom !== "head" && whom !== "people")) return null;
      return { kind: "department", department: value, whom };
    }
    case "manager":
      return isLevel(value) ? { kind: "manager", level: value } : null;
    case "managers":
      return managersOf(value);
    case "field":
    case "expression":
      return typeof value === "string" ? { kind: "person", keyword, text: value } : null;
    case "script":
      return typeof value === "string" ? { kind: "script", script: value } : null;
    case "chosen":
    case "starter":
      return value === true ? { kind: keyword } : null;
    default:
      return null;
  }
}

function managersOf(value: unknown): Approver | null {
  if (!isJsonObject(value) || Object.keys(value).some((keyword) => keyword !== "upTo")) return null;
  const { upTo } = value;
  return isLevel(upTo) || typeof upTo === "string" ? { kind: "managers", upTo } : null;
}

/** The approvers of a list, or of one entry; what names nobody is left out. */
export const approversOf = (value: unknown): readonly Approver[] =>
  (Array.isArray(value) ? value : [value]).flatMap((entry: unknown) => approverOf(entry) ?? []);
