import { describe, expect, test } from "vitest";
import { robotMessage, robotVerdict } from "../../engine/deliveries/robots.ts";
import { addressOf } from "../../engine/deliveries/send-delivery.ts";
import { isWebhookSecret, signature, verifiedId } from "../../engine/deliveries/sign-webhook.ts";

describe("a signature", () => {
  // The published example of the specification.
  const secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
  const id = "msg_p5jXN8AQM9LWM0D4loKWxJek";
  const seconds = 1_614_265_330;
  const body = '{"test": 2432232314}';
  const signed = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";
  const at = new Date(seconds * 1000);
  const message = { id, timestamp: String(seconds), signatures: signed, body };

  test("is that of the specification", () => {
    expect(signature(secret, id, seconds, body)).toBe(signed);
    expect(verifiedId([secret], message, at)).toBe(id);
  });

  test.each([
    ["of another body", { ...message, body: `${body} ` }],
    ["of another message", { ...message, id: "msg_other" }],
    ["missing", { ...message, signatures: undefined }],
    ["of another version", { ...message, signatures: signed.replace("v1", "v2") }],
    ["without a time", { ...message, timestamp: undefined }],
    ["with a time that is none", { ...message, timestamp: "1e9" }],
  ])("%s is refused", (_, sent) => {
    expect(verifiedId([secret], sent, at)).toBeNull();
  });

  test.each([-301, 301])("%s seconds away is refused", (away) => {
    expect(verifiedId([secret], message, new Date(at.getTime() + away * 1000))).toBeNull();
  });

  test("by one of several secrets, among several signatures, is enough", () => {
    const other = `whsec_${Buffer.alloc(24, 1).toString("base64")}`;
    const several = { ...message, signatures: `v1,AAAA ${signed}` };
    expect(verifiedId([other, secret], several, at)).toBe(id);
    expect(verifiedId([other], several, at)).toBeNull();
    expect(verifiedId([], message, at)).toBeNull();
  });

  test("needs a key that is long enough", () => {
    expect(isWebhookSecret(secret)).toBe(true);
    expect(isWebhookSecret("whsec_c2hvcnQ=")).toBe(false);
    expect(isWebhookSecret("not base64 !!")).toBe(false);
  });
});

test("paths lead below their endpoint", () => {
  const base = "https://erp.example.com/api";
  expect(addressOf(base, "orders/1?x=2")).toBe(`${base}/orders/1?x=2`);
  expect(addressOf(base, "/orders")).toBe(`${base}/orders`);
  for (const path of [
    "../admin",
    "//evil.example",
    "https://evil.example",
    "%2e%2e/admin",
    "\\\\evil",
  ])
    expect([null, expect.stringContaining(base)]).toContainEqual(addressOf(base, path));
  expect(addressOf(base, "../admin")).toBeNull();
});

describe("robots", () => {
  const now = new Date(1_700_000_000_000);

  test("of DingTalk sign in the address, those of Feishu in the body", () => {
    const ding = robotMessage(
      "dingtalk",
      "https://o.example/send?access_token=1",
      "hi",
      "SEC",
      now,
    );
    const url = new URL(ding?.url ?? "");
    expect(url.searchParams.get("timestamp")).toBe("1700000000000");
    expect(url.searchParams.get("sign")).toMatch(/^[A-Za-z0-9+/]{43}=$/);
    const feishu = robotMessage("feishu", "https://o.example", "hi", "SEC", now);
    expect(JSON.parse(feishu?.body ?? "")).toEqual({
      timestamp: "1700000000",
      sign: expect.stringMatching(/^[A-Za-z0-9+/]{43}=$/),
      msg_type: "text",
      content: { text: "hi" },
    });
    expect(robotMessage("standard", "https://o.example", "hi", undefined, now)).toBeNull();
  });

  test.each([
    [{ errcode: 0 }, "good"],
    [{ code: 0 }, "good"],
    [{ StatusCode: 0 }, "good"],
    [{ errcode: 45009 }, "later"],
    [{ errcode: 93000 }, "refused"],
    [null, "refused"],
  ])("that answer %j mean it", (body, verdict) => {
    expect(robotVerdict(body)).toBe(verdict);
  });
});
