/** Claims that rules give to people, for tests of assignment. */
import { expect } from "vitest";
import type { MetadataDocument } from "../../metadata/documents/document.ts";
import { type Person, person } from "../support/people.ts";
import { objectDocument, type TestServer } from "../support/server.ts";
import { idOf, type Json, rows } from "./workflow-world.ts";

const role = (name: string, grants: Json): MetadataDocument => ({
  kind: "role",
  name,
  content: { name, id: `role${name}xxxxxxxxxx`.slice(0, 10), objects: grants },
});

/** What a claim is about decides which rule it meets. */
export const documents: readonly MetadataDocument[] = [
  objectDocument(
    "claim",
    {
      about: { type: "string" },
      amount: { type: "integer" },
      done: { type: "boolean", default: false },
      department: { $ref: "tenon:lookup", target: "department" },
      keeper: { $ref: "tenon:user" },
    },
    {
      rules: [{ name: "not_thirteen", require: "amount != 13", message: "Not thirteen" }],
      assign: [
        { when: 'about == "turn"', to: { role: "clerk", by: "round_robin" } },
        {
          when: 'about == "load"',
          to: { role: "clerk", by: "fewest_open", open: 'about == "load" && !done' },
        },
        { when: 'about == "keeper"', to: { field: "keeper" } },
        { when: 'about == "keeper"', to: { role: "substitute" } },
        {
          when: 'about == "near"',
          to: { role: "clerk", among: "user.department.name == department.name" },
        },
        { when: 'about == "team"', to: { team: "Claims" } },
        { when: 'about == "address"', to: { users: ["Clerk2@Example.com"] } },
        { when: 'about == "nobody"', to: { role: "substitute" } },
      ],
    },
  ),
  role("clerk", { claim: { read: "own" } }),
  role("substitute", { claim: { read: "own" } }),
  role("blind", {}),
  role("giver", { claim: { read: "own", create: "own", update: "own", transfer: true } }),
  role("caller", { claim: { read: "own", create: "own", update: "own" } }),
];

export function assignmentWorld(server: TestServer) {
  const clerks = (count: number): Promise<readonly Person[]> =>
    Promise.all(
      Array.from({ length: count }, (_, index) => person(server, `clerk${index + 1}`, "clerk")),
    );
  const claim = async (values: Json, token?: string) => {
    const options = token === undefined ? {} : { token };
    const answer = await server.request("POST", "/records/claim", values, options);
    expect(answer.status, JSON.stringify(answer.body)).toBe(201);
    return idOf(answer);
  };
  const read = async (id: string): Promise<Json> =>
    (await server.request("GET", `/records/claim/${id}`)).body as Json;
  /** How many claims of a kind everybody has. */
  const shares = async (about: string): Promise<Readonly<Record<string, number>>> => {
    const path = `/records/claim?limit=1000&fields=owner&filter=${encodeURIComponent(`about == "${about}"`)}`;
    const counts: Record<string, number> = {};
    for (const { owner } of rows(await server.request("GET", path)))
      counts[String(owner)] = (counts[String(owner)] ?? 0) + 1;
    return counts;
  };
  const history = async (id: string): Promise<readonly Json[]> =>
    rows(await server.request("GET", `/records/claim/${id}/history`));
  return { clerks, claim, read, shares, history };
}
