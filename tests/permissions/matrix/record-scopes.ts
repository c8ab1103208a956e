/** Which plain records a scope means, for the viewer. */
import { type PlainData, type PlainRecord, recordNamed, recordsOf } from "./plain-data.ts";
import { type Entry, json, names } from "./role-entries.ts";

type Condition = (record: PlainRecord, data: PlainData, viewer: PlainRecord) => boolean;

/** The conditions of roles and of the sharing rule, in JavaScript; what is missing makes none true. */
const conditions: Readonly<Record<string, Condition>> = {
  'employee.courtesy == "ms"': ({ now }, data) =>
    recordNamed(data, "employee", now.employee)?.now.courtesy === "ms",
  'reports_to.courtesy == "dr"': ({ now }, data) =>
    recordNamed(data, "employee", now.reports_to)?.now.courtesy === "dr",
  'region == "north"': ({ now }) => now.region === "north",
  'supplier.region == "north" && !discontinued': ({ now }, data) =>
    recordNamed(data, "supplier", now.supplier)?.now.region === "north" &&
    now.discontinued === false,
  "region == user.zone": ({ now }, _, viewer) =>
    (now.region ?? null) !== null && now.region === viewer.now.zone,
  'status != "shipped"': ({ now }) => now.status !== "shipped",
  'region == "south" && is_empty(address)': ({ now }) =>
    now.region === "south" && (now.address ?? null) === null,
};

/** The one condition with a person's id in it. */
const ofViewer = "code != null && owner == ";

export function conditionHolds(text: string, record: PlainRecord, data: PlainData): boolean {
  if (text === `${ofViewer}"${data.viewer}"`) return record.owner === data.viewer;
  const viewer = recordNamed(data, "user", data.viewer);
  const known = conditions[text];
  if (known === undefined || viewer === null) throw new Error(`Nobody knows what ${text} means`);
  return known(record, data, viewer);
}

/** Whose records a word means, for who looks after himself, or after his reports too. */
function peopleOf(word: string, reports: boolean, data: PlainData): ReadonlySet<string> {
  const users = recordsOf(data, "user");
  const heads = new Set([data.viewer]);
  if (reports)
    for (let size = 0; size < heads.size; ) {
      size = heads.size;
      for (const { id, now } of users) if (heads.has(String(now.manager))) heads.add(id);
    }
  if (word === "own") return heads;
  const those = users.filter(({ id }) => heads.has(id));
  if (word === "team") {
    const teams = new Set(those.flatMap(({ now }) => names(now.teams)));
    const mates = users.filter(({ now }) => names(now.teams).some((team) => teams.has(team)));
    return new Set([...heads, ...mates.map(({ id }) => id)]);
  }
  const places = new Set<unknown>(
    those.flatMap(({ now }) => (now.department ? [now.department] : [])),
  );
  if (word === "department_and_below")
    for (let size = 0; size < places.size; ) {
      size = places.size;
      for (const { id, now } of recordsOf(data, "department"))
        if (places.has(now.parent)) places.add(id);
    }
  else if (word !== "department") throw new Error(`Nobody knows whose records ${word} means`);
  const colleagues = users.filter(({ now }) => places.has(now.department));
  return new Set([...heads, ...colleagues.map(({ id }) => id)]);
}

/** Judges scopes; who works with whom does not change while it is asked. */
export function scopeJudge(data: PlainData) {
  const people = new Map<string, ReadonlySet<string>>();
  return (scope: unknown, { reports }: Entry, record: PlainRecord): boolean => {
    if (scope === true) return true;
    if (typeof scope !== "string") return conditionHolds(String(json(scope).when), record, data);
    const key = `${scope} ${reports}`;
    const meant = people.get(key) ?? peopleOf(scope, reports, data);
    people.set(key, meant);
    return meant.has(record.owner);
  };
}
