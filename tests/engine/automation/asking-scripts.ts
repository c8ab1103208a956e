/** Scripts that ask at all times, right and wrong. */
import type { MetadataDocument } from "../../../metadata/documents/document.ts";
import { role, script } from "./trading-scripts.ts";

const hosts = ["erp.example.com"];
const url = "http://erp.example.com:80/";
const codeOf = "(error: unknown) => (error as { code: string }).code";

const job = (name: string, text: string): MetadataDocument =>
  script(
    name,
    `import { db, http, type Input } from "tenon";
const codeOf = ${codeOf};
export default async function ({ input }: Input<"${name}">) { ${text} }`,
    { job: { input: { properties: { url: { type: "string" } } } }, hosts },
  );

export const askingDocuments: readonly MetadataDocument[] = [
  script(
    "start",
    `import { jobs, type Input } from "tenon";
export default async function ({ input }: Input<"start">) {
  await jobs.add(input.name as "writes_first", { url: input.url });
}`,
    {
      endpoint: {
        method: "POST",
        input: {
          required: ["name", "url"],
          properties: { name: { type: "string" }, url: { type: "string" } },
        },
      },
    },
  ),
  script(
    "asks_in_trigger",
    `import { http, type Input } from "tenon";
export default async function ({ records }: Input<"asks_in_trigger">) {
  for (const { record } of records)
    record.order = await http.request({ url: "${url}" }).then(() => "answered", ${codeOf});
}`,
    { trigger: { object: "message", before: ["create"] } },
  ),
  job(
    "writes_first",
    `const { status } = await http.request({ url: input.url! });
  const { order } = await db.create("message", { text: "x" });
  const after = await http.request({ url: input.url! }).then(() => "answered", codeOf);
  await db.create("note", { about: "writes_first", told: [status, order, after].join(" ") });`,
  ),
  job(
    "looks",
    `await db.find("message");
  const { text } = await http.request({ url: input.url! });
  await db.create("note", { about: "looks", told: text });`,
  ),
  script(
    "starts_itself",
    `import { db, jobs } from "tenon";
export default async function () {
  await jobs.add("starts_itself", null).catch((error: Error) =>
    db.create("note", { about: "starts_itself", told: error.message }));
}`,
    { job: {} },
  ),
  script(
    "counts",
    `import { db } from "tenon";
export default async function () {
  const told = await db.find("customer").then(({ length }) => String(length), ${codeOf});
  await db.create("note", { about: "counts", told });
}`,
    { job: { input: { properties: { url: { type: "string", maxLength: 200 } } } } },
  ),
  script(
    "nightly",
    `import { db, http, type Input } from "tenon";
export default async function ({ scheduled_for }: Input<"nightly">) {
  const [address] = await db.find("note", { filter: 'about == "address"' });
  const { status } = await http.request({ url: address!.told! });
  await db.create("note", { about: "nightly", told: scheduled_for + " " + status });
}`,
    { schedule: { cron: "0 2 1 1 *" }, hosts },
  ),
  script("fails_nightly", 'export default () => { throw new Error("no"); };', {
    schedule: { cron: "0 2 1 1 *" },
  }),
  job(
    "posts",
    `await http.request({ url: input.url!, method: "POST" });
  await db.create("note", { about: "posts", told: "once" });`,
  ),
  role("clerk", { note: { read: "all", create: "all" } }),
  job(
    "many",
    `for (let count = 0; count < 30; count++) await http.request({ url: input.url! }).catch(() => null);
  await db.create("note", { about: "many", told: "" });`,
  ),
];
