/**
 * The trading example with a few fields more, its people, and records full of canaries that belong
 * to all of them: made through the API by an administrator.
 */
import { fileURLToPath } from "node:url";
import { readAppFolder } from "../../../engine/app-folder.ts";
import type { MetadataDocument } from "../../../metadata/documents/document.ts";
import { sentFileId, textBytes } from "../../support/files.ts";
import { person } from "../../support/people.ts";
import { startTestServer, type TestServer } from "../../support/server.ts";
import { computedFields } from "./amounts.ts";
import { Canaries } from "./canaries.ts";
import { makeOrganisation, people } from "./organisation.ts";
import {
  type PlainData,
  type PlainRecord,
  type PlainShare,
  rowsAt,
  type Values,
} from "./plain-data.ts";
import { lastName, type PlainObject, plainObjects } from "./plain-objects.ts";
import { accessDocuments } from "./trading-roles.ts";
import { leaf, perObject, valuesToWrite } from "./trading-values.ts";

export interface World {
  readonly server: TestServer;
  readonly objects: ReadonlyMap<string, PlainObject>;
  readonly data: PlainData;
  readonly canaries: Canaries;
  /** Ids of records that an administrator has deleted, by object. */
  readonly doomed: ReadonlyMap<string, string>;
  /** The text in each employee's contract, by the employee's id. */
  readonly contracts: ReadonlyMap<string, string>;
  /** As administrator; the body of the answer. @throws unless it is answered well */
  done(method: string, path: string, body?: unknown): Promise<Values>;
}

/** What the example lacks and the matrix asks of: computed behind a lookup, sealed, a file. */
const additions: Readonly<Record<string, Values>> = {
  sales_order: {
    customer_country: { type: "string", maxLength: 60, formula: "customer.country" },
  },
  supplier: { portal_key: { $ref: "tenon:secret" } },
  employee: { contract: { $ref: "tenon:attachment" } },
};

const organisation: readonly MetadataDocument[] = [
  {
    kind: "object",
    name: "user",
    content: {
      name: "user",
      type: "object",
      properties: { badge: { type: "string" }, zone: { enum: ["north", "south"] } },
    },
  },
  {
    kind: "object",
    name: "department",
    content: {
      name: "department",
      type: "object",
      properties: { budget: { $ref: "tenon:money", scale: 2 } },
    },
  },
];

async function tradingDocuments(): Promise<readonly MetadataDocument[]> {
  const folder = await readAppFolder(
    fileURLToPath(new URL("../../../examples/trading", import.meta.url)),
  );
  if (!folder.ok) throw new Error(JSON.stringify(folder.problems));
  // What scripts write is not of the roles, and no evaluator knows it.
  const data = folder.value.documents.filter(({ kind }) => kind !== "script");
  const extended = data.map((document) => ({
    ...document,
    content:
      document.kind === "object" && additions[document.name] !== undefined
        ? {
            ...document.content,
            properties: {
              ...(document.content.properties as Values),
              ...additions[document.name],
            },
          }
        : document.content,
  }));
  return [...extended, ...organisation];
}

/** Objects of the example, each behind those that its lookups lead to. */
const inOrder = [
  "region",
  "shipper",
  "category",
  "supplier",
  "customer",
  "territory",
  "employee",
  "product",
  "purchase_proposal",
  "sales_order",
];

export async function startWorld(): Promise<World> {
  const documents = await tradingDocuments();
  const server = await startTestServer({ documents });
  const done: World["done"] = async (method, path, body) => {
    const answer = await server.request(method, path, body, { headers: { "if-match": "*" } });
    if (answer.status >= 300) throw new Error(`${method} ${path}: ${JSON.stringify(answer.body)}`);
    return (answer.body ?? {}) as Values;
  };
  const objects = plainObjects(documents);
  const canaries = new Canaries();
  const found = new Map<string, string>();
  for (const name of people) found.set(name, (await person(server, name)).id);
  const viewer = found.get("viewer") ?? "";
  const records = await makeOrganisation(server, found, canaries, done);
  const doomed = new Map<string, string>();
  const ids = new Map<string, readonly string[]>();
  for (const name of inOrder) {
    const object = objects.get(name);
    if (object === undefined) throw new Error(`There is no object ${name}`);
    const made = await makeFormer(object, { ids, canaries, done, doomed });
    records.set(name, made);
    ids.set(
      name,
      made.map(({ id }) => id),
    );
  }
  const owners = people.map((name) => found.get(name) ?? "");
  const contracts = new Map<string, string>();
  for (const name of inOrder) {
    for (const record of records.get(name) ?? []) {
      const object = objects.get(name) as PlainObject;
      await makeNow(object, record, { ids, canaries, done, server, contracts });
      record.owner = owners[record.index === leaf ? 0 : record.index] ?? "";
      await server.services.database.run({
        text: `update "w_demo"."${name}" set "owner" = $2 where "id" = $1`,
        values: [record.id, record.owner],
      });
    }
  }
  const shares: PlainShare[] = [];
  const data: PlainData = { records, shares, viewer };
  for (const [name, made] of records)
    for (const record of made) compute(objects.get(name), record, data, canaries);
  await takeSteps(records.get("sales_order") ?? [], done);
  const teams = records.get("team") ?? [];
  for (const [object, index, receiver, access] of [
    ["customer", 6, { person: viewer }, "read"],
    ["product", 6, { team: teams[0]?.id }, "update"],
    ["sales_order", 5, { person: viewer }, "update"],
  ] as const) {
    const record = records.get(object)?.[index]?.id ?? "";
    await done("POST", `/records/${object}/${record}/shares`, { ...receiver, access });
    shares.push({ record, receiver: Object.values(receiver)[0] ?? "", access });
  }
  for (const { kind, name, content } of accessDocuments(viewer))
    await done("PUT", `/metadata/drafts/${kind}/${name}`, content);
  await done("POST", "/metadata/publish", { message: "roles" });
  return { server, objects, data, canaries, doomed, contracts, done };
}

interface Making {
  readonly ids: ReadonlyMap<string, readonly string[]>;
  readonly canaries: Canaries;
  readonly done: World["done"];
}

/** The records as they begin, and one that goes to the bin at once. */
async function makeFormer(
  object: PlainObject,
  { ids, canaries, done, doomed }: Making & { readonly doomed: Map<string, string> },
): Promise<PlainRecord[]> {
  const values = Array.from({ length: perObject + 1 }, (_, index) =>
    valuesToWrite(object, index, { canaries, ids, edition: "former" }),
  );
  const { data } = await done("POST", `/records/${object.name}`, values);
  const made = data as readonly Values[];
  const last = String(made.at(-1)?.id);
  await done("DELETE", `/records/${object.name}/${last}`);
  doomed.set(object.name, last);
  return made.slice(0, perObject).map((answered, index) => {
    const former: Record<string, unknown> = { ...values[index] };
    for (const { kind, path } of object.fields) {
      if (kind === "counted") former[path] = answered[path];
      if (kind === "file") former[path] = null;
      if (kind === "rows") former[path] = withIds(rowsAt(former, path), rowsAt(answered, path));
    }
    if (object.state !== null) former[object.state] = "open";
    return {
      object: object.name,
      index,
      id: String(answered.id),
      owner: "",
      revision: 1,
      former,
      now: former,
    };
  });
}

const withIds = (rows: readonly Values[], answered: readonly Values[]): readonly Values[] =>
  rows.map((row, index) => ({ ...row, id: answered[index]?.id }));

/** Every value is another one after it, so that histories and former revisions hold something. */
async function makeNow(
  object: PlainObject,
  record: PlainRecord,
  making: Making & { readonly server: TestServer; readonly contracts: Map<string, string> },
): Promise<void> {
  const { ids, canaries, done } = making;
  const values: Record<string, unknown> = {
    ...valuesToWrite(object, record.index, { canaries, ids, edition: "now" }),
  };
  for (const { kind, path } of object.fields)
    if (kind === "rows") values[path] = withIds(rowsAt(values, path), rowsAt(record.former, path));
  const file = object.fields.find(({ kind }) => kind === "file");
  if (file !== undefined) {
    const cell = { object: object.name, index: record.index, path: file.path, clear: false };
    const text = `Contract ${canaries.digits(cell)}`;
    making.contracts.set(record.id, text);
    values[file.path] = await sentFileId(making.server, {
      name: `contract-${canaries.digits(cell)}.txt`,
      bytes: textBytes(text),
      declared: "text/plain",
    });
  }
  const answered = await done("PATCH", `/records/${object.name}/${record.id}`, values);
  record.now = { ...record.former, ...values };
  if (file !== undefined) record.now = { ...record.now, [file.path]: answered[file.path] };
  record.revision = Number(answered.revision);
}

/** Fills in computed fields, of both editions, and notes them as canaries. */
function compute(
  object: PlainObject | undefined,
  record: PlainRecord,
  data: PlainData,
  canaries: Canaries,
): void {
  if (object === undefined) return;
  const behind = (id: unknown): Values =>
    [...data.records.values()].flat().find((each) => each.id === id)?.now ?? {};
  const whole = (values: Values): Values => {
    const filled: Record<string, unknown> = { ...values };
    for (const { path, computed } of object.fields) {
      if (!computed) continue;
      const { value } = computedFields[`${object.name}.${path}`] ?? {};
      if (value === undefined) throw new Error(`Nobody knows how ${path} is computed`);
      const cell = { object: object.name, index: record.index, path, clear: false };
      if (!path.includes(".")) {
        filled[path] = value(filled, behind);
        for (const part of String(filled[path]).match(/\d{9,}/g) ?? []) canaries.note(part, cell);
        canaries.noteAmount(filled[path], cell);
        continue;
      }
      const [rows = ""] = path.split(".");
      filled[rows] = rowsAt(filled, rows).map((row) => {
        const amount = value(row, behind);
        canaries.noteAmount(amount, cell);
        return { ...row, [lastName(path)]: amount };
      });
    }
    return filled;
  };
  record.former = whole(record.former);
  record.now = whole(record.now);
}

/** Orders in every state. */
async function takeSteps(orders: readonly PlainRecord[], done: World["done"]): Promise<void> {
  const steps: readonly (readonly [number, string, string])[] = [
    [1, "ship", "shipped"],
    [3, "cancel", "cancelled"],
    [4, "ship", "shipped"],
    [4, "close", "closed"],
    [5, "ship", "shipped"],
  ];
  for (const [index, step, state] of steps) {
    const order = orders[index];
    if (order === undefined) throw new Error("There is no such order");
    const path = `/records/sales_order/${order.id}/transitions/${step}`;
    const { revision } = await done("POST", path, {});
    order.now = { ...order.now, status: state };
    order.revision = Number(revision);
  }
}
