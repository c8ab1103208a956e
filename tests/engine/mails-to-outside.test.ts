/** Mails of workflows to addresses that records hold: by metadata and a setting, and nowhere else. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { isAllowed, outsideMailsPerHour } from "../../engine/workflows/outside-addresses.ts";
import { type MailServer, startMailServer } from "../support/mail-server.ts";
import { objectDocument, startTestServer, type TestServer } from "../support/server.ts";
import { made, type RunJson, rows, started, until, workflow } from "./workflow-world.ts";

const documents = [
  objectDocument("client", {
    name: { type: "string" },
    mail: { type: "string", format: "idn-email", maxLength: 200 },
  }),
  objectDocument("offer", {
    number: { type: "string" },
    client: { $ref: "tenon:lookup", target: "client" },
  }),
  workflow("send_offer", {
    on: { event: "action", record: "offer" },
    start: "mail",
    steps: {
      mail: {
        type: "mail",
        to: [{ email: "record.client.mail", language: "zh-CN" }, { starter: true }],
        subject: { en: "Offer {record.number}", "zh-CN": "报价 {record.number}" },
        text: { en: "For {record.client.name}", "zh-CN": "致 {record.client.name}" },
      },
    },
  }),
];

let mails: MailServer;
let server: TestServer;
beforeAll(async () => {
  mails = await startMailServer();
  server = await startTestServer({
    documents,
    settings: {
      TENON_MAIL_URL: mails.url,
      TENON_MAIL_FROM: "tenon@example.com",
      TENON_PUBLIC_URL: "https://tenon.example.com",
      TENON_MAIL_DOMAINS: "Client.example",
    },
  });
});
afterAll(async () => {
  await server?.stop();
  await mails?.stop();
});

/** What the run says of its recipients. */
async function sent(mail: string, number = "1\r\nBcc: x@evil.example"): Promise<unknown> {
  const client = await made(server, "client", { name: "{{Wang}}", mail });
  const record = await made(server, "offer", { number, client });
  const run: RunJson = await until(server, await started(server, "send_offer", { record }), "done");
  return (run.steps.find(({ step, event }) => step === "mail" && event === "done")?.output ??
    {}) as unknown;
}

test("an address of an allowed domain is written to, in the language of the step", async () => {
  expect(await sent("wang@client.example")).toMatchObject({
    to: [expect.any(String), "wang@client.example"],
    held_back: [],
  });
  await mails.mail(1);
  const mail = mails.received.find(({ to }) => to.includes("wang@client.example"));
  expect(mail?.to).toEqual(["wang@client.example"]);
  expect(mail?.subject).toBe("报价 1 Bcc: x@evil.example");
  expect(mail?.text.trim()).toBe("致 {{Wang}}");
  expect(mail?.raw.split("\r\n\r\n")[0]).not.toMatch(/^Bcc/im);
  const found = rows(await server.request("GET", "/deliveries")).map(({ kind, target }) => [
    kind,
    target,
  ]);
  expect(found).toContainEqual(["mail", "wang@client.example"]);
});

test("others are held back, and the run says which", async () => {
  const count = mails.received.length;
  expect(await sent("wang@elsewhere.example")).toMatchObject({
    held_back: ["wang@elsewhere.example"],
  });
  await expect.poll(() => mails.received.length).toBe(count + 1);
  expect(mails.received.at(-1)?.to).toEqual(["admin@example.com"]);
});

test("so many an hour, and no more", async () => {
  await server.services.database.run({
    text: `insert into "w_demo"."_delivery" ("id", "kind", "target", "payload", "status", "attempt", "created_at", "finished_at")
      select gen_random_uuid(), 'mail', 'x', '{"address": "x"}', 'handed_over', 0, now(), now() from generate_series(1, $1)`,
    values: [outsideMailsPerHour],
  });
  expect(await sent("li@client.example")).toMatchObject({ held_back: ["li@client.example"] });
});

test.each([
  ["wang@client.example", true],
  ["WANG@CLIENT.EXAMPLE", true],
  ["wang@sub.client.example", false],
  ["wang@client.example.evil.example", false],
  ["wang@evil.example@client.example", false],
  ["wang@client.example,x@evil.example", false],
  ["wang@client.example\r\nBcc: x@evil.example", false],
  ["<x@evil.example> wang@client.example", false],
  ["wang", false],
])("%j: %s", (address, expected) => {
  expect(isAllowed(address, ["client.example"])).toBe(expected);
  expect(isAllowed(address, [])).toBe(false);
  expect(isAllowed("any@where.example", ["*"])).toBe(true);
});
