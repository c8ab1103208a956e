/**
 * Secrets of one run: the script has a handle, a text that means nothing elsewhere. Only who sends
 * puts the secret in its place, and takes it out of what comes back.
 */
import { randomUUID } from "node:crypto";
import { namesHost } from "../../metadata/automation/host-name.ts";
import { problem } from "../../metadata/problem.ts";
import { Refused } from "../records/writer.ts";
import { openNamedSecret } from "../secrets/named-secrets.ts";
import type { ScriptOperation } from "./script-calls.ts";

interface HeldSecret {
  readonly name: string;
  readonly clear: string;
  readonly hosts: readonly string[];
}

export interface SecretHandles {
  /** The handle of a secret; nobody can guess it, so that no value of a record is taken for one. */
  handle(secret: HeldSecret): string;
  /** @throws Refused for a secret that the host must not have */
  fill(text: string, host: string): string;
  holds(text: string): boolean;
  /** Whatever another has sent back of the secrets is blacked out. */
  mask(text: string): string;
}

export const blackedOut = "***";

export function createSecretHandles(): SecretHandles {
  const held = new Map<string, HeldSecret>();
  return {
    handle: (secret) => {
      const handle = `secret:${secret.name}:${randomUUID()}`;
      held.set(handle, secret);
      return handle;
    },
    fill: (text, host) => {
      let filled = text;
      for (const [handle, { name, clear, hosts }] of held) {
        if (!text.includes(handle)) continue;
        if (!namesHost(hosts, host))
          throw new Refused([problem("secret_not_for_host", "/headers", { name, host })]);
        filled = filled.replaceAll(handle, () => clear);
      }
      return filled;
    },
    holds: (text) => [...held.keys()].some((handle) => text.includes(handle)),
    mask: (text) =>
      [...held.values()]
        .flatMap(({ clear }) => formsOf(clear))
        .reduce((masked, form) => masked.replaceAll(form, blackedOut), text),
  };
}

/** As it is, and as it is often written: in JSON, in addresses, in base64. */
const formsOf = (clear: string): readonly string[] => {
  const base64 = Buffer.from(clear).toString("base64").replace(/=+$/, "");
  return [
    ...new Set([clear, JSON.stringify(clear).slice(1, -1), encodeURIComponent(clear), base64]),
  ];
};

export const secretHandle: ScriptOperation = async (place, argument) => {
  const { writer, script, handles, budget } = place;
  budget.take("queries", 1);
  const name = String(argument.name);
  if (!script.secrets.includes(name)) throw new Refused([problem("secret_unnamed", "", { name })]);
  const found = await openNamedSecret(writer.executor, writer.secrets, writer.catalog, name);
  if (found === null) throw new Refused([problem("secret_unknown", "", { name })]);
  const { clear, hosts } = found;
  if (clear === null) throw new Refused([problem("secret_not_readable")]);
  return handles.handle({ name, clear, hosts });
};
