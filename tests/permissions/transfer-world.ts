/** People who own customers, some of whom may give them away. */
import { randomUUID } from "node:crypto";
import { expect } from "vitest";
import type { MetadataDocument } from "../../metadata/documents/document.ts";
import { type Person, person } from "../support/people.ts";
import { type Answer, objectDocument, type TestServer } from "../support/server.ts";

const role = (
  name: string,
  customer: Record<string, unknown>,
  more: Record<string, unknown> = {},
): MetadataDocument => ({
  kind: "role",
  name,
  content: { name, title: name, objects: { customer }, ...more },
});

const own = { read: "own", create: true, update: "own" };

export const documents: readonly MetadataDocument[] = [
  objectDocument(
    "customer",
    {
      name: { type: "string", maxLength: 80 },
      secret: { type: "string", maxLength: 80 },
      held: { type: "boolean", formula: "owner != null" },
      state: { enum: ["open", "closed", "reserved"], default: "open" },
    },
    {
      record_title: "name",
      lifecycle: {
        field: "state",
        transitions: [
          { name: "close", from: ["open"], to: "closed" },
          { name: "reserve", from: ["open"], to: "reserved" },
        ],
        locked: ["closed"],
      },
      rules: [
        {
          name: "reserved_for_maker",
          require: 'state != "reserved" || owner == created_by',
          message: "A reserved customer stays with its maker",
        },
      ],
    },
  ),
  role("giver", { ...own, transfer: true, transitions: true }),
  role("seller", own),
  role("reader", { read: true }),
  role("everyone_reads", { read: true, update: "own", transfer: true }),
  role("blind", {}),
  role("bound", { ...own, transfer: true }, { restrictions: { customer: { transfer: false } } }),
];

export interface TransferWorld {
  readonly giver: Person;
  readonly seller: Person;
  readonly blind: Person;
  /** As administrator unless somebody is named; a call says that it does not care for revisions. */
  call(
    method: string,
    path: string,
    body?: unknown,
    by?: Person,
    headers?: Readonly<Record<string, string>>,
  ): Promise<Answer>;
  /** A customer that somebody made and owns. */
  customerOf(by: Person, name?: string): Promise<string>;
  give(id: string, owner: string, by?: Person): Promise<Answer>;
  ownerOf(id: string): Promise<string>;
}

export async function transferWorld(server: TestServer): Promise<TransferWorld> {
  const call: TransferWorld["call"] = (method, path, body, by, headers = { "if-match": "*" }) =>
    server.request(method, path, body, { headers, ...(by ? { token: by.token } : {}) });
  return {
    giver: await person(server, "giver", "giver"),
    seller: await person(server, "seller", "seller"),
    blind: await person(server, "blind", "blind"),
    call,
    customerOf: async (by, name = randomUUID()) => {
      const made = await call("POST", "/records/customer", { name }, by);
      expect(made.status, JSON.stringify(made.body)).toBe(201);
      return String((made.body as { id: string }).id);
    },
    give: (id, owner, by) => call("POST", `/records/customer/${id}/owner`, { owner }, by),
    ownerOf: async (id) =>
      String(
        ((await call("GET", `/records/customer/${id}`)).body as { owner: string | null }).owner,
      ),
  };
}

export const codes = ({ body }: Answer) =>
  (body as { errors?: { code: string; path: string }[] }).errors?.map(
    ({ code, path }) => `${code} ${path}`,
  );
