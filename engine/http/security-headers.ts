/** What answers tell browsers, so that nothing in them runs, is framed, guessed at or taken along. */
import type { Context } from "hono";
import type { Config } from "../config.ts";
import { isSecure } from "./caller.ts";

type Headers = Readonly<Record<string, string>>;

/** Browsers heed it behind TLS alone: from then on they come by TLS. Hosts below this one are not ours to speak for. */
export const strictTransport: Headers = { "strict-transport-security": "max-age=31536000" };

/** Of what is no page: JSON, problems, streams, redirects, files, texts for operators. */
const ofData: Headers = {
  "x-content-type-options": "nosniff",
  "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
  "referrer-policy": "no-referrer",
  "cross-origin-resource-policy": "same-origin",
};

const ofDataBehindTls: Headers = { ...ofData, ...strictTransport };

/** Of data that people wrote, and that a browser saves or shows by itself. */
export const filePolicy = "sandbox; default-src 'none'; frame-ancestors 'none'";

export const dataHeaders = ({ publicUrl }: Pick<Config, "publicUrl">, context: Context): Headers =>
  publicUrl?.startsWith("https:") === true || isSecure(context) ? ofDataBehindTls : ofData;
