/** Addresses of people outside of the workspace that a step writes to: those in e-mail fields it names. */
import { isJsonObject } from "../../metadata/json-object.ts";
import { pointer } from "../../metadata/problem.ts";
import { type Locale, locales } from "../../metadata/text.ts";
import { quoted } from "../db/names.ts";
import { computed, type StepContext } from "./step-context.ts";

/** Mails of a workspace to others than its people, in an hour. */
export const outsideMailsPerHour = 200;

/** One address, and nothing that a header or a list of addresses could be made of. */
const addressPattern = /^[^\s@,;:<>()[\]\\"]{1,64}@([^\s@,;:<>()[\]\\"]{1,189})$/;

export interface OutsideAddress {
  readonly address: string;
  readonly language: Locale;
}

export interface OutsideAddresses {
  readonly allowed: readonly OutsideAddress[];
  /** Not allowed here, no address, or too many in this hour. */
  readonly refused: readonly string[];
}

export async function outsideAddresses(context: StepContext): Promise<OutsideAddresses> {
  const { step, services } = context;
  const to: readonly unknown[] = Array.isArray(step.content.to) ? step.content.to : [];
  const found = new Map<string, OutsideAddress>();
  for (const [index, entry] of to.entries()) {
    if (!isJsonObject(entry) || typeof entry.email !== "string") continue;
    const value = await computed(context, entry.email, "email", pointer("/to", index, "email"));
    const address = typeof value === "string" ? value.trim() : "";
    const language = locales.find((known) => known === entry.language) ?? "en";
    if (address !== "") found.set(address, { address, language });
  }
  if (found.size === 0) return { allowed: [], refused: [] };
  const room = outsideMailsPerHour - (await lately(context));
  const fits = [...found.values()].filter(({ address }) =>
    isAllowed(address, services.mailDomains),
  );
  const allowed = fits.slice(0, Math.max(0, room));
  const known = new Set(allowed.map(({ address }) => address));
  return { allowed, refused: [...found.keys()].filter((address) => !known.has(address)) };
}

/** @param domains `*`: all; a domain is itself, and not those below it */
export function isAllowed(address: string, domains: readonly string[]): boolean {
  const domain = addressPattern.exec(address)?.[1]?.toLowerCase();
  return domain !== undefined && (domains.includes("*") || domains.includes(domain));
}

async function lately({ writer, now }: StepContext): Promise<number> {
  const { rows } = await writer.executor.run({
    text: `select count(*) from ${quoted(writer.catalog.schema)}."_delivery" where "created_at" > $1 and "kind" = 'mail' and "payload" ? 'address'`,
    values: [new Date(now.getTime() - 3_600_000)],
  });
  return Number(rows[0]?.[0]);
}
