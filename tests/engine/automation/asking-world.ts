/** A server whose scripts ask a host that answers as a test says, and note what came of it. */
import type { LookupFunction } from "node:net";
import { expect } from "vitest";
import type { MetadataDocument } from "../../../metadata/documents/document.ts";
import { isJsonObject } from "../../../metadata/json-object.ts";
import { type HookReceiver, startHookReceiver } from "../../support/hook-receiver.ts";
import { startTestServer, type TestServer } from "../../support/server.ts";
import { script, tradeObjects } from "./trading-scripts.ts";

/** Every name is at home here. */
const lookup: LookupFunction = (_name, options, callback) => {
  if (options.all === true) callback(null, [{ address: "127.0.0.1", family: 4 }]);
  else callback(null, "127.0.0.1", 4);
};

export const note: MetadataDocument = {
  kind: "object",
  name: "note",
  content: {
    name: "note",
    properties: { about: { type: "string" }, told: { $ref: "tenon:long_text" } },
  },
};

/** Makes each request of its input, and notes what was answered. */
const ask = (name: string, content: Record<string, unknown>): MetadataDocument =>
  script(
    name,
    `import { db, http, secrets, type HttpRequest, type Input } from "tenon";
export default async function ({ input }: Input<"${name}">) {
  const told: unknown[] = [];
  for (const request of JSON.parse(input.requests) as HttpRequest[]) {
    try {
      const { status, text, headers } = await http.request(request);
      told.push({ status, text: text.slice(0, 200), type: headers["content-type"] });
    } catch (error) {
      const { code, details } = error as { code: string; details: { problems: { path: string }[] } };
      told.push(code + " " + details.problems[0]!.path);
    }
  }
  await db.create("note", { about: input.about, told: JSON.stringify(told) });
}`,
    {
      job: {
        input: {
          required: ["about", "requests"],
          properties: { about: { type: "string" }, requests: { $ref: "tenon:long_text" } },
        },
      },
      hosts: ["erp.example.com", "*.inside.example.com"],
      ...content,
    },
  );

/** Starts the job of its input. */
const begin = script(
  "begin",
  `import { jobs, type Input } from "tenon";
export default async function ({ input }: Input<"begin">) {
  await jobs.add("ask", { about: input.about, requests: input.requests });
  if (input.about === "refused") throw new Error("no");
}`,
  {
    endpoint: {
      method: "POST",
      input: {
        required: ["about", "requests"],
        properties: { about: { type: "string" }, requests: { $ref: "tenon:long_text" } },
      },
    },
  },
);

export interface AskingWorld {
  readonly server: TestServer;
  readonly receiver: HookReceiver;
  /** Address of the host that is named, and trusted. */
  readonly erp: string;
  /** Another that is trusted, and named by some. */
  readonly other: string;
  stop(): Promise<void>;
}

export async function startAskingWorld(
  documents: readonly MetadataDocument[] = [],
): Promise<AskingWorld> {
  const receiver = await startHookReceiver();
  const port = receiver.host.split(":")[1];
  const server = await startTestServer({
    documents: [...tradeObjects, note, ask("ask", {}), begin, ...documents],
    settings: { TENON_OUTBOUND_ALLOW: `erp.example.com:${port}, other.example.com:${port}` },
    lookup,
  });
  return {
    server,
    receiver,
    erp: `http://erp.example.com:${port}`,
    other: `http://other.example.com:${port}`,
    stop: async () => {
      await server.stop();
      await receiver.stop();
    },
  };
}

let count = 0;

/** What the job noted, each request with its answer or its code. */
export async function asked(
  world: AskingWorld,
  ...requests: readonly unknown[]
): Promise<readonly unknown[]> {
  const about = `asked ${++count}`;
  const begun = await world.server.request("POST", "/x/begin", {
    about,
    requests: JSON.stringify(requests),
  });
  expect(begun.status, JSON.stringify(begun.body)).toBe(200);
  return JSON.parse(String((await noted(world.server, about)).told));
}

/** The note about something, once it is there. */
export async function noted(
  server: TestServer,
  about: string,
): Promise<Readonly<Record<string, unknown>>> {
  const filter = encodeURIComponent(`about == "${about}"`);
  const found = await expect
    .poll(
      async () => notesOf((await server.request("GET", `/records/note?filter=${filter}`)).body),
      { interval: 20 },
    )
    .toHaveLength(1)
    .then(() => server.request("GET", `/records/note?filter=${filter}`));
  const [first] = notesOf(found.body);
  return isJsonObject(first) ? first : {};
}

const notesOf = (body: unknown): readonly unknown[] =>
  isJsonObject(body) && Array.isArray(body.data) ? body.data : [];

/** The last run of a script that failed, once the ledger has it. */
export async function failedRun(
  server: TestServer,
  name: string,
): Promise<Readonly<Record<string, unknown>>> {
  const read = async () => {
    await server.services.scripts.ledger.flush();
    const { body } = await server.request("GET", `/scripts/runs?script=${name}&failed=true`);
    return notesOf(body);
  };
  await expect.poll(read, { interval: 20 }).not.toHaveLength(0);
  const [first] = await read();
  return isJsonObject(first) ? first : {};
}
