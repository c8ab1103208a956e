/**
 * Where browsers find this server, for what must not follow a header that anybody can write:
 * TENON_PUBLIC_URL, or the host of the request when that is the machine itself.
 */
import type { Context } from "hono";
import type { PasskeySite } from "../access/passkeys.ts";
import type { Config } from "../config.ts";
import { isSecure } from "./caller.ts";

const own = /^(?:localhost|127\.0\.0\.1)(?::\d{1,5})?$/;
const numbers = /^[\d.]+$|^\[/;

/** `https://tenon.example`; null when it is not known. */
export function publicOrigin(
  { publicUrl }: Pick<Config, "publicUrl">,
  context: Context,
): string | null {
  if (publicUrl !== null) return new URL(publicUrl).origin;
  const host = context.req.header("host") ?? "";
  return own.test(host) ? `${isSecure(context) ? "https" : "http"}://${host}` : null;
}

/** Null where passkeys cannot be: they are bound to a name, and browsers take no numbers for one. */
export function passkeySite(
  config: Pick<Config, "publicUrl">,
  context: Context,
): PasskeySite | null {
  const origin = publicOrigin(config, context);
  if (origin === null) return null;
  const { hostname } = new URL(origin);
  return numbers.test(hostname) ? null : { origin, host: hostname };
}
