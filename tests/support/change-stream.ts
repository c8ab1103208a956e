/** A receiver of live changes, as a program without a browser is one. */
import { expect } from "vitest";
import type { RecordChange } from "../../metadata/wire.ts";
import { readEvents, type ServerEvent } from "../../runtime/client/server-events.ts";
import type { TestServer } from "./server.ts";

export interface FollowOptions {
  readonly token?: string | null;
  readonly objects?: string;
  readonly records?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface TestStream {
  readonly status: number;
  readonly headers: Headers;
  /** Everything that was sent so far. */
  text(): string;
  changes(): readonly RecordChange[];
  lastId(): string;
  /** Resolves with the first event of this name that fits, past or to come. */
  event(name: string, fits?: (data: Record<string, unknown>) => boolean): Promise<ServerEvent>;
  /** The same for a change of a record. */
  change(id: string, kind: RecordChange["kind"]): Promise<RecordChange>;
  /** Resolves when the server has ended it; the code of its last event. */
  ended(): Promise<unknown>;
  close(): void;
}

/** Opens a stream and, when it is one, waits until nothing is missed any more. */
export async function follow(
  server: TestServer,
  { token = server.adminToken, objects, records, headers = {} }: FollowOptions = {},
): Promise<TestStream> {
  const closing = new AbortController();
  const query = new URLSearchParams({
    ...(objects === undefined ? {} : { objects }),
    ...(records === undefined ? {} : { records }),
  });
  const response = await fetch(`${server.address}/demo/api/changes?${query}`, {
    headers: { ...(token === null ? {} : { authorization: `Bearer ${token}` }), ...headers },
    signal: closing.signal,
  });
  let text = "";
  let over = false;
  let heard = (): void => undefined;
  const events = () => readEvents(text).events;
  /** Tries after everything that arrives. */
  const until = async <Value>(read: () => Value | undefined): Promise<Value> => {
    for (;;) {
      const found = read();
      if (found !== undefined) return found;
      if (over) throw new Error(`The stream is over: ${text}`);
      await new Promise<void>((resolve) => {
        const before = heard;
        heard = () => {
          before();
          resolve();
        };
      });
    }
  };
  const read = async (): Promise<void> => {
    const decoder = new TextDecoder();
    for await (const part of response.body ?? []) {
      text += decoder.decode(part, { stream: true });
      heard();
    }
  };
  void read()
    .catch(() => undefined)
    .finally(() => {
      over = true;
      heard();
    });
  const dataOf = ({ data }: ServerEvent) => JSON.parse(data) as Record<string, unknown>;
  const changes = () =>
    events()
      .filter(({ name }) => name === "change")
      .map((each) => dataOf(each) as unknown as RecordChange);
  const event: TestStream["event"] = (name, fits = () => true) =>
    until(() => events().find((each) => each.name === name && fits(dataOf(each))));
  const stream: TestStream = {
    status: response.status,
    headers: response.headers,
    text: () => text,
    changes,
    lastId: () => events().findLast(({ id }) => id !== undefined)?.id ?? "",
    event,
    change: (id, kind) =>
      until(() => changes().find((change) => change.id === id && change.kind === kind)),
    ended: async () => {
      const code = dataOf(await event("end")).code;
      await until(() => (over ? true : undefined));
      return code;
    },
    close: () => closing.abort(),
  };
  if (response.status === 200) {
    expect(response.headers.get("content-type")).toBe("text/event-stream");
    await until(() => (stream.lastId() === "" ? undefined : true));
  }
  return stream;
}
