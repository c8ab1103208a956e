/** The people of the matrix: who works where, in which teams, and under whom. */
import type { TestServer } from "../../support/server.ts";
import type { Canaries } from "./canaries.ts";
import type { PlainRecord, Values } from "./plain-data.ts";

/** Who looks is the first; the others own the records at their place. */
export const people = [
  "viewer",
  "partner",
  "northerner",
  "mate",
  "report",
  "deep",
  "stranger",
] as const;

/** Department, teams, manager; by places. */
const places: Readonly<
  Record<(typeof people)[number], readonly [number | null, readonly number[], string | null]>
> = {
  viewer: [1, [0], null],
  partner: [1, [], "mate"],
  northerner: [2, [1], null],
  mate: [3, [0, 1], null],
  report: [3, [], "viewer"],
  deep: [null, [1], "report"],
  stranger: [0, [], null],
};

/** The company, sales below it, the north below sales, the store beside sales. */
const departments: readonly (number | null)[] = [null, 0, 1, 0];

type Done = (method: string, path: string, body?: unknown) => Promise<Values>;

/** Makes departments, teams and positions and places people in them; all as plain records. */
export async function makeOrganisation(
  server: TestServer,
  ids: ReadonlyMap<string, string>,
  canaries: Canaries,
  done: Done,
): Promise<Map<string, readonly PlainRecord[]>> {
  const records = new Map<string, PlainRecord[]>();
  const make = async (object: string, values: Values): Promise<void> => {
    const answered = await done("POST", `/records/${object}`, values);
    records.set(object, [
      ...(records.get(object) ?? []),
      plain(object, records.get(object)?.length ?? 0, answered, values),
    ]);
  };
  const idOf = (object: string, place: number | null): string | null =>
    place === null ? null : (records.get(object)?.[place]?.id ?? null);
  const text = (object: string, path: string, index: number) =>
    `T${canaries.digits({ object, index, path, clear: false })}`;
  for (const [index, parent] of departments.entries())
    await make("department", {
      name: text("department", "name", index),
      parent: idOf("department", parent),
      head: ids.get("partner"),
      budget: amount(
        canaries.digits({ object: "department", index, path: "budget", clear: false }),
      ),
    });
  for (const index of [0, 1]) {
    await make("team", {
      name: text("team", "name", index),
      description: text("team", "description", index),
    });
    const rank = canaries.digits({ object: "position", index, path: "rank", clear: false });
    await make("position", { name: text("position", "name", index), rank: Number(rank) });
  }
  const users: PlainRecord[] = [];
  for (const [index, name] of people.entries()) {
    const [department, teams, manager] = places[name];
    const values = {
      department: idOf("department", department),
      position: idOf("position", index % 2),
      manager: manager === null ? null : ids.get(manager),
      teams: teams.map((team) => idOf("team", team)),
      badge: text("user", "badge", index),
      zone: index % 2 === 0 ? "north" : "south",
    };
    const answered = await done("PATCH", `/records/user/${ids.get(name)}`, values);
    const own = { ...values, name, email: `${name}@example.com`, active: true };
    users.push(plain("user", index, answered, own));
  }
  records.set("user", [...users, ...(await others(server, ids, users.length))]);
  return records;
}

const amount = (digits: string): string => `${digits.slice(0, -2)}.${digits.slice(-2)}`;

const plain = (object: string, index: number, answered: Values, values: Values): PlainRecord => ({
  object,
  index,
  id: String(answered.id),
  owner: "",
  revision: Number(answered.revision),
  former: values,
  now: values,
});

/** Those who were there before: the administrator and the member of every test. */
async function others(
  server: TestServer,
  ids: ReadonlyMap<string, string>,
  first: number,
): Promise<readonly PlainRecord[]> {
  const { body } = await server.request("GET", "/records/user?limit=100");
  const known = new Set(ids.values());
  const { data } = body as { readonly data: readonly Values[] };
  return data
    .filter(({ id }) => !known.has(String(id)))
    .map((user, place) =>
      plain("user", first + place, user, {
        name: user.name,
        email: user.email,
        active: true,
        department: null,
        position: null,
        manager: null,
        teams: [],
        badge: null,
        zone: null,
      }),
    );
}
