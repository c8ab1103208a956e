/** Messages to robots of group chats, each in its own form and with its own signature. */
import { createHmac } from "node:crypto";
import { isJsonObject } from "../../metadata/json-object.ts";
import type { EndpointFormat } from "./endpoints.ts";

export interface RobotMessage {
  readonly url: string;
  readonly body: string;
}

const hmac = (key: string, text: string): string =>
  createHmac("sha256", key).update(text).digest("base64");

type Write = (url: string, text: string, secret: string | undefined, now: Date) => RobotMessage;

const writers: Readonly<Record<Exclude<EndpointFormat, "standard" | "incoming">, Write>> = {
  wecom: (url, text) => ({
    url,
    body: JSON.stringify({ msgtype: "text", text: { content: text } }),
  }),
  dingtalk: (url, text, secret, now) => {
    const body = JSON.stringify({ msgtype: "text", text: { content: text } });
    if (secret === undefined) return { url, body };
    const signed = new URL(url);
    const timestamp = String(now.getTime());
    signed.searchParams.set("timestamp", timestamp);
    signed.searchParams.set("sign", hmac(secret, `${timestamp}\n${secret}`));
    return { url: signed.href, body };
  },
  feishu: (url, text, secret, now) => {
    const timestamp = String(Math.floor(now.getTime() / 1000));
    const sign =
      secret === undefined ? {} : { timestamp, sign: hmac(`${timestamp}\n${secret}`, "") };
    return { url, body: JSON.stringify({ ...sign, msg_type: "text", content: { text } }) };
  },
};

/** Null for a format that is no robot's. */
export function robotMessage(
  format: EndpointFormat,
  url: string,
  text: string,
  secret: string | undefined,
  now: Date,
): RobotMessage | null {
  return format === "standard" || format === "incoming"
    ? null
    : writers[format](url, text, secret, now);
}

/** Too many messages at the moment. */
const busy: ReadonlySet<number> = new Set([45009, 130101, 410100, 9499, 11232]);

/** Robots answer 200 whatever they think; what they think stands in the body. */
export function robotVerdict(body: unknown): "good" | "later" | "refused" {
  if (!isJsonObject(body)) return "refused";
  const code = Number(body.errcode ?? body.code ?? body.StatusCode ?? Number.NaN);
  if (code === 0) return "good";
  return busy.has(code) ? "later" : "refused";
}
