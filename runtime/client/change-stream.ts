/**
 * The stream of live changes while the page is visible. It comes back by itself, further and
 * further apart, and goes on where it was when the server still knows.
 */
import type { ChangesEnd, ChangesReady, RecordChange } from "../../metadata/wire.ts";
import { locale } from "../language/locale.ts";
import type { Client } from "./client.ts";
import { readEvents, type ServerEvent } from "./server-events.ts";

export interface AskedChanges {
  readonly objects: readonly string[];
  /** Records on the screen, `object/id`: it is told when one is gone. */
  readonly records: readonly string[];
}

export interface ChangeListener {
  readonly onReady?: (ready: ChangesReady) => void;
  readonly onChange: (change: RecordChange) => void;
  /** What has happened before is not known: everything is to be read again. */
  readonly onUnknown: () => void;
  /** Nobody is let in: whether the session has ended. */
  readonly onSignedOut: () => Promise<boolean>;
}

export interface ChangeStream {
  /** Asks anew, for other records. */
  readonly reopen: () => void;
  readonly stop: () => void;
}

/** How a connection ended: ask again at once, after a while, or never. */
type Ending = "again" | "later" | "never";

const pauseMinimum = 1000;
const pauseMaximum = 30_000;

export function openChangeStream(
  client: Client,
  asked: () => AskedChanges,
  listener: ChangeListener,
): ChangeStream {
  const stopping = new AbortController();
  let connection = new AbortController();
  let lastId: string | undefined;

  const hear = (event: ServerEvent): ChangesEnd["code"] | undefined => {
    if (event.id !== undefined) lastId = event.id;
    if (event.name === "reset") listener.onUnknown();
    if (event.name === "change") listener.onChange(JSON.parse(event.data) as RecordChange);
    if (event.name === "ready") listener.onReady?.(JSON.parse(event.data) as ChangesReady);
    if (event.name !== "end") return undefined;
    return (JSON.parse(event.data) as ChangesEnd).code;
  };

  const ended = (code: ChangesEnd["code"]): Ending => {
    // The session may have got another id; else the next answer says that it has ended.
    if (code === "not_signed_in" || code === "second_factor_needed") return "again";
    if (code === "stopping" || code === "unavailable") return "later";
    // Who may see other records now must not rely on what he has heard.
    listener.onUnknown();
    return "again";
  };

  const once = async (): Promise<Ending> => {
    const response = await connect(client, asked(), lastId, connection.signal);
    if (response.status === 401) return (await listener.onSignedOut()) ? "never" : "later";
    if (response.status >= 400 && response.status < 500 && response.status !== 429) return "never";
    if (!response.ok || response.body === null) return "later";
    if (lastId === undefined) listener.onUnknown();
    for await (const event of eventsOf(response.body)) {
      const code = hear(event);
      if (code !== undefined) return ended(code);
    }
    return "later";
  };

  const run = async (): Promise<void> => {
    let pause = pauseMinimum;
    while (!stopping.signal.aborted) {
      await visible(stopping.signal);
      connection = new AbortController();
      const beganAt = performance.now();
      const ending = await once().catch((): Ending => "later");
      if (ending === "never" || stopping.signal.aborted) return;
      // One that lasted shows that all is well again.
      if (performance.now() - beganAt > pauseMaximum || connection.signal.aborted)
        pause = pauseMinimum;
      if (connection.signal.aborted) continue;
      // Not all at the same moment, when a server has ended all of them.
      await rest(Math.random() * pauseMinimum + (ending === "later" ? pause : 0), stopping.signal);
      if (ending === "later") pause = Math.min(pause * 2, pauseMaximum);
    }
  };

  const hide = () => {
    if (document.visibilityState === "hidden") connection.abort();
  };
  document.addEventListener("visibilitychange", hide);
  void run();
  return {
    reopen: () => connection.abort(),
    stop: () => {
      document.removeEventListener("visibilitychange", hide);
      stopping.abort();
      connection.abort();
    },
  };
}

function connect(
  client: Client,
  { objects, records }: AskedChanges,
  lastId: string | undefined,
  signal: AbortSignal,
): Promise<Response> {
  const query = new URLSearchParams({ objects: objects.join() });
  if (records.length > 0) query.set("records", records.join());
  return fetch(`${client.base}/changes?${query}`, {
    headers: {
      Accept: "text/event-stream",
      "Accept-Language": locale(),
      ...(lastId === undefined ? {} : { "Last-Event-ID": lastId }),
    },
    credentials: "same-origin",
    signal,
  });
}

async function* eventsOf(body: ReadableStream<Uint8Array>): AsyncGenerator<ServerEvent> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let text = "";
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    const { events, rest } = readEvents(text + decoder.decode(value, { stream: true }));
    text = rest;
    yield* events;
  }
}

/** Resolves when the page can be seen, or when it is over. */
async function visible(signal: AbortSignal): Promise<void> {
  while (document.visibilityState === "hidden" && !signal.aborted)
    await new Promise<unknown>((resolve) => {
      document.addEventListener("visibilitychange", resolve, { once: true, signal });
      signal.addEventListener("abort", resolve, { once: true });
    });
}

const rest = (milliseconds: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener(
      "abort",
      () => {
        clearTimeout(timer);
        resolve();
      },
      { once: true },
    );
  });
