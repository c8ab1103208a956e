/**
 * How long a plan takes on a table of a million rows. `node tests/bench/publish-million.ts`, with
 * `ROWS=100000` for fewer, `ONLY=lookup` for those called so. Each plan is made for a draft of its own;
 * nothing is published.
 */

import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stored } from "../../engine/catalog/document-store.ts";
import { clockAt } from "../../engine/clock.ts";
import { readConfig } from "../../engine/config.ts";
import { startEmbeddedServer } from "../../engine/db/embedded-server.ts";
import { planProposal } from "../../engine/publish/publishing.ts";
import { publishFolder } from "../../engine/publish-folder.ts";
import { openServices } from "../../engine/server.ts";
import { createWorkspace } from "../../engine/workspaces.ts";
import { createDatabase } from "../support/server-process.ts";

const rows = Number(process.env.ROWS ?? 1_000_000);

const properties = {
  name: { type: "string", id: "fieldname1" },
  code: { type: "string", id: "fieldcode1" },
  digits: { type: "string", id: "fielddigi1", unique: true },
  level: { enum: ["a", "b", "c"], id: "fieldleve1" },
  rate: { $ref: "tenon:decimal", precision: 18, scale: 4, id: "fieldrate1" },
  day: { type: "string", id: "fieldday01" },
  mail: { type: "string", id: "fieldmail1" },
  friend: { type: "string", id: "fieldfrie1" },
};

const drafts: Readonly<Record<string, (content: Record<string, unknown>) => void>> = {
  "text to whole number, 1 % do not convert": (content) =>
    set(content, "digits", { type: "integer" }),
  "unique text to unique whole number": (content) =>
    set(content, "digits", { type: "integer", unique: true }),
  "text to date that is unique, all from JavaScript, all repeat": (content) =>
    set(content, "day", { type: "string", format: "date", unique: true }),
  "text to lookup": (content) => set(content, "friend", { $ref: "tenon:lookup", target: "thing" }),
  "text to lookup that is unique": (content) =>
    set(content, "friend", { $ref: "tenon:lookup", target: "thing", unique: true }),
  "text to date, all distinct from JavaScript": (content) =>
    set(content, "day", { type: "string", format: "date" }),
  "text to e-mail, none converts, all distinct": (content) =>
    set(content, "code", { type: "string", format: "email" }),
  "text to phone, none converts, all distinct": (content) =>
    set(content, "code", { $ref: "tenon:phone" }),
  "text to e-mail, nearly right, all distinct": (content) =>
    set(content, "mail", { type: "string", format: "email" }),
  "decimal with fewer digits": (content) =>
    set(content, "rate", { $ref: "tenon:decimal", precision: 12, scale: 2 }),
  "removed option": (content) => set(content, "level", { enum: ["a", "b"] }),
  "becomes unique": (content) => set(content, "code", { type: "string", unique: true }),
  "new unique key of two fields": (content) => {
    content.unique = [["level", "digits"]];
  },
  "becomes required": (content) => {
    content.required = ["name"];
  },
  "new rule": (content) => {
    content.rules = [{ name: "steps", message: "x", require: 'level != "a" || rate < 500000' }];
  },
  "shorter maximum length": (content) => set(content, "code", { type: "string", maxLength: 8 }),
  "new pattern, all distinct": (content) =>
    set(content, "code", { type: "string", pattern: "^code[0-9]+$" }),
};

function set(content: Record<string, unknown>, field: string, schema: Record<string, unknown>) {
  const all = content.properties as Record<string, Record<string, unknown>>;
  all[field] = { ...schema, id: all[field]?.id };
}

const folder = await mkdtemp(join(tmpdir(), "tenon-million-"));
const embedded = await startEmbeddedServer(folder);
const url = await createDatabase(embedded.superuserUrl, "publish_million");
const config = readConfig({ PORT: "0", TENON_LOG: "silent", TENON_TIME_ZONE: "UTC" });
const services = await openServices(config, url, () => undefined);
const { database, catalogs } = services;
await createWorkspace(database, "demo");
const empty = await catalogs.current("demo");
if (empty === null) throw new Error("no catalog");
const first = await publishFolder(services, empty, {
  folder: {
    app: "test",
    documents: [
      {
        kind: "object",
        name: "thing",
        content: { name: "thing", title: "Thing", type: "object", properties },
      },
    ],
    seeds: new Map(),
  },
  answers: {},
  message: "",
  author: "",
  timeZone: "UTC",
});
if (!first.ok) throw new Error(JSON.stringify(first.problems));
await database.run({
  text: `insert into "w_demo"."thing" ("id", "created_at", "updated_at", "revision", "name", "code", "digits", "level", "rate", "day", "mail", "friend")
    select gen_random_uuid(), now(), now(), 1, 'name ' || n, 'code' || n, case when n % 100 = 0 then 'x' || n else n::text end,
      (array['a', 'b', 'c'])[1 + n % 3], n + (n % 1000) / 10000.0, to_char(date '1700-01-01' + (n % 100000), 'FMMM/FMDD/YYYY'), n || '@wrong@example.com', 'name ' || n
    from generate_series(1, $1::integer) as n`,
  values: [rows],
});
await database.run({ text: 'vacuum analyze "w_demo"."thing"', values: [] });
const catalog = await catalogs.current("demo");
if (catalog === null) throw new Error("no catalog");
const chosen = Object.entries(drafts).filter(([name]) => name.includes(process.env.ONLY ?? ""));
for (const [name, edit] of chosen) {
  const documents = catalog.documents.map((document) => {
    const content = structuredClone(document.content) as Record<string, unknown>;
    if (document.kind === "object") edit(content);
    return stored({ ...document, content });
  });
  const started = performance.now();
  const plan = await planProposal(
    database,
    catalog,
    { documents, origins: {}, drafts: [] },
    {},
    clockAt(new Date(), "UTC"),
  );
  const milliseconds = Math.round(performance.now() - started);
  const counts = plan.items.map(
    ({ change, obstacles }) => `${change.kind} ${obstacles?.count ?? 0}`,
  );
  console.info(`${String(milliseconds).padStart(6)} ms  ${name}: ${counts.join(", ")}`);
}
await database.close();
await embedded.stop();
await rm(folder, { recursive: true, force: true });
