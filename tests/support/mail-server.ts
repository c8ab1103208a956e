/** A real SMTP server in this process that keeps what it is given, for tests of mail. */
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { SMTPServer } from "smtp-server";

export interface ReceivedMail {
  /** Addresses of the envelope: who really gets it. */
  readonly to: readonly string[];
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly raw: string;
}

export interface MailServer {
  /** `smtp://127.0.0.1:PORT` */
  readonly url: string;
  readonly received: readonly ReceivedMail[];
  /** The mail at a place, once it is there. */
  mail(index: number): Promise<ReceivedMail>;
  /** How the next mails are answered; null: taken. `hang_up`: the connection ends instead. */
  answerWith(fault: 450 | 550 | null): void;
  /** How many were offered, also those that were refused. */
  readonly offered: () => number;
  stop(): Promise<void>;
}

export async function startMailServer(): Promise<MailServer> {
  const received: ReceivedMail[] = [];
  const waiting: { readonly index: number; readonly resolve: (mail: ReceivedMail) => void }[] = [];
  let fault: 450 | 550 | null = null;
  let offered = 0;
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS", "AUTH"],
    logger: false,
    onData(stream, session, callback) {
      const parts: Buffer[] = [];
      stream.on("data", (part: Buffer) => parts.push(part));
      stream.on("end", () => {
        offered++;
        if (fault !== null) {
          callback(Object.assign(new Error("Not now"), { responseCode: fault }));
          return;
        }
        const to = session.envelope.rcptTo.map(({ address }) => address);
        const mail = parsed(Buffer.concat(parts).toString("utf8"), to);
        received.push(mail);
        for (const { index, resolve } of waiting) if (index === received.length - 1) resolve(mail);
        callback();
      });
    },
  });
  server.listen(0, "127.0.0.1");
  await once(server.server, "listening");
  const { port } = server.server.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${port}`,
    received,
    mail: (index) => {
      const there = received[index];
      return there === undefined
        ? new Promise((resolve) => waiting.push({ index, resolve }))
        : Promise.resolve(there);
    },
    answerWith: (next) => {
      fault = next;
    },
    offered: () => offered,
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

function parsed(raw: string, to: readonly string[]): ReceivedMail {
  const boundary = /boundary="([^"]+)"/.exec(raw)?.[1] ?? "";
  const parts = raw.split(`--${boundary}`);
  const part = (type: string) => decoded(parts.find((text) => text.includes(type)) ?? "");
  return {
    to,
    subject: subjectOf(raw),
    text: part("Content-Type: text/plain"),
    html: part("Content-Type: text/html"),
    raw,
  };
}

function decoded(part: string): string {
  const [head = "", ...body] = part.split("\r\n\r\n");
  const text = body.join("\r\n\r\n");
  if (/base64/i.test(head)) return Buffer.from(text, "base64").toString("utf8");
  return /quoted-printable/i.test(head) ? quoted(text.replace(/=\r\n/g, "")) : text;
}

const quoted = (text: string): string =>
  Buffer.from(
    text.replace(/=([0-9A-F]{2})/g, (_, code: string) =>
      String.fromCharCode(Number.parseInt(code, 16)),
    ),
    "latin1",
  ).toString("utf8");

function subjectOf(raw: string): string {
  const line = /^Subject: ((?:.*)(?:\r\n[ \t].*)*)/m.exec(raw)?.[1] ?? "";
  return line
    .replace(/\r\n[ \t]/g, " ")
    .replace(/\?= =\?/g, "?==?")
    .replace(/=\?UTF-8\?([BQ])\?([^?]*)\?=/gi, (_, kind: string, text: string) =>
      kind.toUpperCase() === "B"
        ? Buffer.from(text, "base64").toString("utf8")
        : quoted(text.replaceAll("_", " ")),
    );
}
