/** A company of departments, with people who look after the people of some. */
import { expect } from "vitest";
import type { UserPage } from "../../metadata/account-wire.ts";
import type { MetadataDocument } from "../../metadata/documents/document.ts";
import { type Person, person } from "../support/people.ts";
import { type Answer, objectDocument, type TestServer } from "../support/server.ts";

const role = (name: string, more: Record<string, unknown> = {}): MetadataDocument => ({
  kind: "role",
  name,
  content: { name, title: name, objects: { note: { read: true } }, ...more },
});

/** Who gives what to whom, as the documents say it. */
export const delegations = {
  head: { users: "department_and_below", gives: ["sales", "reader"] },
  lead: { users: "department", gives: ["reader", "clerk"] },
} as const;

export const documents: readonly MetadataDocument[] = [
  objectDocument("note", { text: { type: "string", maxLength: 80 } }),
  role("head", { administers: delegations.head }),
  role("lead", { administers: delegations.lead }),
  role("sales"),
  role("reader"),
  role("clerk"),
  role("finance"),
];

/** Each below the one behind it. */
export const parents = {
  company: null,
  sales: "company",
  north: "sales",
  finance: "company",
} as const;
export type Place = keyof typeof parents;

export interface Placed extends Person {
  readonly name: string;
  readonly place: Place | null;
  readonly roles: readonly string[];
}

export interface DelegationWorld {
  /** Ids by name. */
  readonly places: Readonly<Record<Place, string>>;
  /** Somebody new, in a department. */
  join(name: string, place: Place | null, ...roles: readonly string[]): Promise<Placed>;
  /** As administrator unless somebody is named. */
  call(method: string, path: string, body?: unknown, by?: Person): Promise<Answer>;
  /** What an administrator sees of somebody. */
  seen(id: string): Promise<UserPage["data"][number] | undefined>;
}

export async function delegationWorld(server: TestServer): Promise<DelegationWorld> {
  const call: DelegationWorld["call"] = (method, path, body, by) =>
    server.request(method, path, body, {
      headers: { "if-match": "*" },
      ...(by === undefined ? {} : { token: by.token }),
    });
  const make = async (name: Place): Promise<string> => {
    const above = parents[name];
    const parent = above === null ? {} : { parent: places[above] };
    const made = await call("POST", "/records/department", { name, ...parent });
    expect(made.status, JSON.stringify(made.body)).toBe(201);
    return String((made.body as { id: string }).id);
  };
  const places: Record<Place, string> = { company: "", sales: "", north: "", finance: "" };
  for (const name of ["company", "sales", "north", "finance"] as const)
    places[name] = await make(name);
  return {
    places,
    call,
    join: async (name, place, ...roles) => {
      const made = await person(server, name, ...roles);
      if (place !== null) {
        const body = { department: places[place] };
        expect((await call("PATCH", `/records/user/${made.id}`, body)).status).toBe(200);
      }
      return { ...made, name, place, roles };
    },
    seen: async (id) =>
      ((await call("GET", "/users")).body as UserPage).data.find((user) => user.id === id),
  };
}

export const code = ({ body }: Answer) => (body as { code?: string } | null)?.code;
