import { createServer, type Server } from "node:http";
import type { LookupFunction } from "node:net";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { OutboundRefused } from "../../engine/outbound/guarded-connector.ts";
import {
  answerBytesMaximum,
  createOutbound,
  type Outbound,
  type OutboundRules,
} from "../../engine/outbound/outbound.ts";
import { insideAddresses } from "./inside-addresses.ts";

let inside: Server;
let reached: string[] = [];
let port = 0;
let leading: Server;
let leadingPort = 0;
const open: Outbound[] = [];

const listening = (server: Server): Promise<number> =>
  new Promise((resolve) => {
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      resolve(typeof address === "object" && address !== null ? address.port : 0);
    });
  });

beforeAll(async () => {
  inside = createServer((request, response) => response.end(request.url));
  // Counted when they connect: a guard that looks at the answer has asked already.
  inside.on("connection", (socket) => reached.push(String(socket.remoteAddress)));
  port = await listening(inside);
  leading = createServer((request, response) => {
    const target = decodeURIComponent((request.url ?? "").slice(1));
    // A header holds no letters of other alphabets; the address is the same.
    const location = target.replace(/[^ -~]/g, encodeURIComponent);
    response.writeHead(302, { location }).end();
  });
  leadingPort = await listening(leading);
});

beforeEach(() => {
  reached = [];
});

afterAll(async () => {
  await Promise.all(open.map((outbound) => outbound.close()));
  inside.close();
  leading.close();
});

/** A client that would go to the ports of this test, were the addresses public. */
function outboundWith(rules: Partial<OutboundRules> = {}): Outbound {
  const outbound = createOutbound({ allow: [], ports: [80, 443, port], seconds: 2, ...rules });
  open.push(outbound);
  return outbound;
}

/** A refusal by the guard itself, whether the client wraps it or not. */
async function refusal(attempt: Promise<Response>): Promise<unknown> {
  const error: unknown = await attempt.then(
    (answer) => `answered ${answer.status}`,
    (reason: unknown) => reason,
  );
  return error instanceof Error && error.cause instanceof OutboundRefused ? error.cause : error;
}

/** Answers every name with these addresses, one list after the other, the last for ever. */
function names(...answers: readonly (readonly string[])[]): LookupFunction {
  let asked = 0;
  return (_name, options, callback) => {
    const found = (answers[Math.min(asked++, answers.length - 1)] ?? []).map((address) => ({
      address,
      family: address.includes(":") ? 6 : 4,
    }));
    if (options.all === true) callback(null, found);
    else callback(null, found[0]?.address ?? "", found[0]?.family);
  };
}

describe("an address that is not public is not reached", () => {
  test.each(insideAddresses)("%s: asked for, led to, and as what a name says", async (form) => {
    const target = `http://${form}:${port}/`;
    const outbound = outboundWith();
    expect(await refusal(outbound.send(target))).toBeInstanceOf(OutboundRefused);

    const lead = outboundWith({ allow: [`127.0.0.1:${leadingPort}`] });
    const leads = `http://127.0.0.1:${leadingPort}/${encodeURIComponent(target)}`;
    expect(await refusal(lead.send(leads, { hops: 3 }))).toBeInstanceOf(OutboundRefused);

    const literal = new URL(target).hostname.replace(/^\[|\]$/g, "").replace(/\.$/, "");
    const address = literal === "localhost" ? "127.0.0.1" : literal;
    for (const answers of [[address], ["93.184.216.34", address]]) {
      const rebinding = outboundWith({ lookup: names(answers) });
      const named = rebinding.send(`http://rebinding.example:${port}/`);
      expect(await refusal(named)).toBeInstanceOf(OutboundRefused);
    }
    expect(reached).toEqual([]);
  });

  test("by a name that says another address when it is asked again", async () => {
    // Public but unreachable first: whoever asks once more to connect would get inside.
    const turning = outboundWith({ lookup: names(["240.0.0.1"], ["127.0.0.1"]), seconds: 1 });
    expect(await refusal(turning.send(`http://turning.example:${port}/`))).toBeInstanceOf(Error);
    const second = await refusal(turning.send(`http://turning.example:${port}/`));
    expect(second).toBeInstanceOf(OutboundRefused);
    expect(reached).toEqual([]);
  });

  test("at whatever port, scheme or spelling", async () => {
    const outbound = outboundWith({ lookup: names(["93.184.216.34"]) });
    for (const address of [
      "http://public.example:22/",
      "http://public.example:5432/",
      "ftp://public.example/",
      "file:///etc/passwd",
      "gopher://public.example/",
      "data:text/plain,x",
      "http://name:secret@public.example/",
    ])
      expect(await refusal(outbound.send(address)), address).toBeInstanceOf(OutboundRefused);
    expect(reached).toEqual([]);
  });
});

describe("what the operator named", () => {
  test.each([
    ["a host", () => ["localhost"], () => `http://localhost:${port}/a`],
    ["a host with its port", () => [`localhost:${port}`], () => `http://localhost:${port}/a`],
    ["a range", () => ["127.0.0.0/8"], () => `http://127.0.0.1:${port}/a`],
    ["a range, by a name", () => ["127.0.0.0/8"], () => `http://named.example:${port}/a`],
  ])("is reached: %s", async (_what, allow, address) => {
    const lookup = names(["127.0.0.1"]);
    const outbound = outboundWith({ allow: allow(), ports: [80, 443, port], lookup });
    const answer = await outbound.send(address());
    expect([answer.status, await answer.text()]).toEqual([200, "/a"]);
  });

  test("opens nothing beside it", async () => {
    const outbound = outboundWith({ allow: ["localhost:1", "10.0.0.0/8", "fd00::/8"] });
    for (const host of ["localhost", "127.0.0.1", "[::1]", "192.168.0.1"])
      expect(await refusal(outbound.send(`http://${host}:${port}/`))).toBeInstanceOf(
        OutboundRefused,
      );
    expect(reached).toEqual([]);
  });

  test("that is no host and no range is refused at the start, by name", () => {
    expect(() => createOutbound({ allow: ["10.0.0.0/8", "http://a/b", "a b"] })).toThrow(
      /http:\/\/a\/b, a b/,
    );
  });
});

describe("an answer", () => {
  const serving = async (answer: (write: (text: string) => void, end: () => void) => void) => {
    const server = createServer((_request, response) => {
      response.writeHead(200);
      answer(
        (text) => response.write(text),
        () => response.end(),
      );
    });
    const at = await listening(server);
    return { server, address: `http://127.0.0.1:${at}/` };
  };

  test("of more bytes than the limit is cut off, one of as many is whole", async () => {
    const outbound = outboundWith({ allow: ["127.0.0.1"], seconds: 20 });
    for (const [more, outcome] of [
      [0, answerBytesMaximum],
      [1, "too much"],
    ] as const) {
      const { server, address } = await serving((write, end) => {
        write("x".repeat(answerBytesMaximum + more));
        end();
      });
      const seen = await outbound.send(address).then(
        async (answer) => (await answer.arrayBuffer()).byteLength,
        (error: Error) => /too much/.exec(error.message)?.[0],
      );
      expect(seen).toBe(outcome);
      server.closeAllConnections();
      server.close();
    }
  });

  test("that never ends is given up", async () => {
    const outbound = outboundWith({ allow: ["127.0.0.1"], seconds: 1 });
    const { server, address } = await serving((write) => write("x"));
    expect(await refusal(outbound.send(address))).toBeInstanceOf(Error);
    server.closeAllConnections();
    server.close();
  });

  test("that leads elsewhere is the answer, unless hops are asked for; and secrets stay", async () => {
    const seen: (string | undefined)[] = [];
    const { server, address } = await serving((_write, end) => end());
    server.on("request", (request) => seen.push(request.headers.authorization));
    const outbound = outboundWith({ allow: ["127.0.0.1"] });
    const leads = `http://127.0.0.1:${leadingPort}/${encodeURIComponent(address)}`;
    expect((await outbound.send(leads)).status).toBe(302);
    const headers = { authorization: "Bearer x" };
    expect((await outbound.send(leads, { hops: 1, headers })).status).toBe(200);
    expect(seen).toEqual([undefined]);
    expect((await outbound.send(address, { headers })).status).toBe(200);
    expect(seen).toEqual([undefined, "Bearer x"]);
    server.closeAllConnections();
    server.close();
  });
});
