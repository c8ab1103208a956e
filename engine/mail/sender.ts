/** Empties the outbox in the background, one mail at a time. */
import type { Database } from "../db/database.ts";
import type { Observe } from "../observe.ts";
import { finishMail, type OutgoingMail, postponeMail, purgeMails, takeMail } from "./outbox.ts";
import { isRefusedForGood, type Letter, openTransport, type Transport } from "./transport.ts";

export interface MailSettings {
  readonly url: string;
  readonly from: string;
}

export interface Mail {
  /** Whether this installation can send mail at all. */
  readonly configured: boolean;
  /** Begins to look after the outbox; without it, `wake` does nothing. */
  start(): void;
  /** Call after the commit: what was queued is sent at once. */
  wake(): void;
  stop(): Promise<void>;
}

/** Makes a mail of its row; null when there is nobody to send it to. */
export type Compose = (mail: OutgoingMail) => Promise<Letter | null>;

/** How long a mail that another process queued may wait. */
const lookMilliseconds = 2_000;
const purgeMilliseconds = 3_600_000;

export function createMail(
  database: Database,
  settings: MailSettings | null,
  compose: Compose,
  observe: Observe,
): Mail {
  if (settings === null)
    return { configured: false, start: () => {}, wake: () => {}, stop: async () => {} };
  let transport: Promise<Transport> | null = null;
  let timers: readonly NodeJS.Timeout[] = [];
  let running: Promise<void> | null = null;
  let again = false;
  const failed = (error: unknown) => observe({ kind: "background_failed", what: "mail", error });

  const sendAll = async (): Promise<void> => {
    for (let mail = await takeMail(database); mail !== null; mail = await takeMail(database)) {
      transport ??= openTransport(settings.url, settings.from);
      await sendOne(database, await transport, compose, observe, mail);
      if (timers.length === 0) return;
    }
  };
  const wake = (): void => {
    if (timers.length === 0) return;
    again = true;
    running ??= (async () => {
      while (again) {
        again = false;
        await sendAll().catch(failed);
      }
      running = null;
    })();
  };
  return {
    configured: true,
    start: () => {
      const purge = () => void purgeMails(database).catch(failed);
      timers = [setInterval(wake, lookMilliseconds), setInterval(purge, purgeMilliseconds)];
      for (const timer of timers) timer.unref();
      wake();
    },
    wake,
    stop: async () => {
      for (const timer of timers) clearInterval(timer);
      timers = [];
      await running;
      (await transport)?.close();
    },
  };
}

async function sendOne(
  database: Database,
  transport: Transport,
  compose: Compose,
  observe: Observe,
  mail: OutgoingMail,
): Promise<void> {
  const { id, kind } = mail;
  try {
    const letter = await compose(mail);
    if (letter !== null) {
      await transport.send(letter);
      observe({ kind: "mail_sent", mail: id, what: kind });
    }
    await finishMail(database, id);
  } catch (error) {
    const forGood = isRefusedForGood(error);
    if (forGood) await finishMail(database, id);
    const goesOn = !forGood && (await postponeMail(database, id));
    // Words of a mail server can repeat what the mail holds; its codes cannot.
    observe({ kind: "mail_failed", mail: id, what: kind, goesOn, reason: reasonOf(error) });
  }
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return "unknown";
  const response = "responseCode" in error ? String(error.responseCode) : "";
  const code = "code" in error ? String(error.code) : error.name;
  return `${code} ${response}`.trim();
}
