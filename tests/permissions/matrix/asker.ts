/**
 * The viewer with one set of roles: asks, has every byte of the answers searched for values that are
 * hidden from him, and compares cells with what the evaluator says.
 */
import { inflateRawSync } from "node:zlib";
import { readPaths } from "../read-paths.ts";
import { type Sight, sightOf } from "./evaluator.ts";
import type { PlainData, PlainRecord } from "./plain-data.ts";
import { recordsOf } from "./plain-data.ts";
import type { PlainObject } from "./plain-objects.ts";
import { roleContents, sharingRule } from "./trading-roles.ts";
import type { World } from "./trading-world.ts";

export interface Told {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Record<string, unknown>;
  readonly text: string;
}

export interface Asked {
  readonly token?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly type?: string;
  /** What he sent before, and may get back. */
  readonly sent?: string;
}

/** What the whole matrix has come to, whoever looked. */
export interface Tally {
  cells: number;
  requests: number;
  bytes: number;
  marks: number;
  /** Routes of the registry that were asked, with the statuses they gave. */
  readonly routes: Map<string, Set<number>>;
}

export const newTally = (): Tally => ({
  cells: 0,
  requests: 0,
  bytes: 0,
  marks: 0,
  routes: new Map(),
});

const patterns = Object.keys(readPaths)
  .map((route) => {
    const [method = "", path = ""] = route.split(" ");
    const literal = path.replace(/:\w+/g, "").length;
    const text = path.replace(/\./g, "\\.").replace(/:\w+/g, "[^/]+");
    return { route, method, literal, pattern: new RegExp(`^${text}$`) };
  })
  .toSorted((left, right) => right.literal - left.literal);

export class Asker {
  readonly sight: Sight;
  readonly world: World;
  readonly token: string;
  readonly #tally: Tally;
  readonly #differences: string[] = [];
  readonly #nowhere = new Map<string, Promise<Told>>();

  constructor(world: World, roles: readonly string[], token: string, tally: Tally) {
    this.world = world;
    this.token = token;
    this.#tally = tally;
    this.sight = sightOf(
      {
        objects: world.objects,
        data: world.data,
        roles: roleContents(world.data.viewer),
        sharing: sharingRule,
      },
      roles,
    );
  }

  get data(): PlainData {
    return this.world.data;
  }

  get objects(): readonly PlainObject[] {
    return [...this.world.objects.values()];
  }

  /** The object of the example by its name. */
  object(name: string): PlainObject {
    const found = this.world.objects.get(name);
    if (found === undefined) throw new Error(`There is no object ${name}`);
    return found;
  }

  /** The records that he reads. */
  seen(object: string): readonly PlainRecord[] {
    return recordsOf(this.data, object).filter((record) => this.sight.reaches(record, "read"));
  }

  hidden(object: string): readonly PlainRecord[] {
    return recordsOf(this.data, object).filter((record) => !this.sight.reaches(record, "read"));
  }

  get = (path: string, headers: Asked["headers"] = {}): Promise<Told> =>
    this.call("GET", path, undefined, { headers });

  async call(method: string, path: string, body?: unknown, asked: Asked = {}): Promise<Told> {
    const { server, canaries } = this.world;
    const sent = body === undefined ? "" : typeof body === "string" ? body : JSON.stringify(body);
    const response = await fetch(`${server.address}/${server.workspace}/api${path}`, {
      method,
      headers: {
        authorization: `Bearer ${asked.token ?? this.token}`,
        "if-match": "*",
        ...(body === undefined ? {} : { "content-type": asked.type ?? "application/json" }),
        ...asked.headers,
      },
      ...(body === undefined ? {} : { body: sent }),
    });
    const bytes = Buffer.from(await response.arrayBuffer());
    const text = isZip(bytes) ? textsIn(bytes) : bytes.toString();
    const route = this.#noted(method, path, response.status, bytes.length);
    if (asked.token === undefined)
      this.#search(`${route} ${path}`, `${text} ${JSON.stringify([...response.headers])}`, [
        ...canaries.marksIn(`${decodeURIComponent(path)} ${sent} ${asked.sent ?? ""}`),
      ]);
    return { status: response.status, headers: response.headers, body: jsonIn(text), text };
  }

  /** The answer to a question about what is not there: the same whenever it is asked. */
  nowhere(path: string): Promise<Told> {
    const known = this.#nowhere.get(path) ?? this.get(path);
    this.#nowhere.set(path, known);
    return known;
  }

  /** Looks for values that he may not see, those left out that he sent himself. */
  #search(about: string, text: string, known: readonly string[]): void {
    for (const mark of this.world.canaries.marksIn(text)) {
      this.#tally.marks += 1;
      if (known.includes(mark)) continue;
      const cells = this.world.canaries.cells.get(mark) ?? [];
      const isSeen = cells.some(({ object, index, path, clear }) => {
        const record = recordsOf(this.data, object)[index];
        if (record === undefined || !this.sight.sees(record, path)) return false;
        return !clear || this.sight.mayReveal(object, path);
      });
      if (!isSeen) this.differs(about, `${mark} of ${JSON.stringify(cells[0])}`, "hidden");
    }
  }

  /** Searches what came by another way than an answer. */
  search(about: string, text: string): void {
    this.#search(about, text, []);
  }

  #noted(method: string, path: string, status: number, bytes: number): string {
    const [bare = ""] = path.split("?");
    const route = patterns.find((each) => each.method === method && each.pattern.test(bare))?.route;
    if (route === undefined) throw new Error(`${method} ${path} is in no registry`);
    const tally = this.#tally;
    tally.requests += 1;
    tally.bytes += bytes;
    tally.routes.set(route, (tally.routes.get(route) ?? new Set()).add(status));
    return route;
  }

  /** One cell, compared. */
  same(about: string, actual: unknown, expected: unknown): boolean {
    this.#tally.cells += 1;
    const [left, right] = [JSON.stringify(actual ?? null), JSON.stringify(expected ?? null)];
    if (left === right) return true;
    this.#differences.push(`${about}: is ${left}, should be ${right}`);
    return false;
  }

  differs(about: string, actual: unknown, expected: unknown): void {
    this.#differences.push(`${about}: is ${JSON.stringify(actual)}, should be ${expected}`);
  }

  /** What differed since this was asked last. */
  takeDifferences(): readonly string[] {
    return this.#differences.splice(0);
  }
}

function jsonIn(text: string): Record<string, unknown> {
  if (!text.startsWith("{")) return {};
  return JSON.parse(text) as Record<string, unknown>;
}

const isZip = (bytes: Buffer): boolean => bytes.subarray(0, 4).toString("latin1") === "PK\x03\x04";

/** The files of a workbook one after the other, read by its directory. */
function textsIn(bytes: Buffer): string {
  const end = bytes.lastIndexOf("PK\x05\x06", undefined, "latin1");
  let at = bytes.readUInt32LE(end + 16);
  const texts: string[] = [];
  for (let left = bytes.readUInt16LE(end + 10); left > 0; left--) {
    const packed = bytes.readUInt32LE(at + 20);
    const local = bytes.readUInt32LE(at + 42);
    const start = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
    const data = bytes.subarray(start, start + packed);
    texts.push((bytes.readUInt16LE(at + 10) === 8 ? inflateRawSync(data) : data).toString());
    at +=
      46 + bytes.readUInt16LE(at + 28) + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  return texts.join("\n");
}

const isThorough = process.env.TESTS === "long";

/** A few of what answers alike; `TESTS=long` asks of all. */
export const sample = <Item>(items: readonly Item[], few: number): readonly Item[] =>
  isThorough ? items : items.slice(0, few);

/** Works on several things at once, a few at a time. */
export async function each<Item>(
  items: readonly Item[],
  work: (item: Item) => Promise<void>,
): Promise<void> {
  const left = [...items];
  const worker = async (): Promise<void> => {
    for (let item = left.shift(); item !== undefined; item = left.shift()) await work(item);
  };
  await Promise.all(Array.from({ length: 6 }, worker));
}

export const unknownId = "01a00000-0000-7000-8000-000000000000";

/** The code of a refusal, with its status. */
export const refusal = ({ status, body }: Told): string =>
  status < 400 ? String(status) : `${status} ${body.code ?? ""}`.trim();

/** What is refused before a record is looked at; null when the object may be used so. */
export function objectRefusal(
  { sight }: Asker,
  object: string,
  verb: "create" | "read" | "update" | "delete",
): string | null {
  if (!sight.uses(object, "read")) return "404 unknown_object";
  return sight.uses(object, verb) ? null : "403 not_permitted";
}

/** An answer with what differs from request to request left out. */
export const masked = ({ status, text }: Told, ...words: readonly string[]): string =>
  words.reduce(
    (left, word) => left.replaceAll(word, "…"),
    `${status} ${text.replace(/"request_id":"[^"]*"/, "")}`,
  );
