/** The part of the SDK that asks others, or has something done later. */
import type { SdkSection } from "./sdk.ts";

export const serviceSections: readonly SdkSection[] = [
  {
    title: "Mail",
    text: "Mails leave when the transaction is committed, to people of the workspace. Their texts are taken as they are.",
    declarations: `export declare const mail: {
  /** Five mails an hour go to one address; whose mail is held back is answered. */
  send(message: {
    to: Id<"user"> | readonly Id<"user">[];
    subject: string | { en: string; "zh-CN": string };
    /** Empty lines part paragraphs. */
    text: string | { en: string; "zh-CN": string };
    record?: { object: ObjectName; id: string };
  }): Promise<{ readonly held_back: readonly Id<"user">[] }>;
};`,
  },
  {
    title: "Files",
    text: "A file is read through a record that holds it and a field that the script may read; a new one is put into a field by its id. 768 KB at most, as text or in base64.",
    declarations: `export declare const files: {
  /** \`field\` of child rows is "lines.photo". */
  read<Name extends ObjectName>(file: {
    object: Name;
    id: Id<Name>;
    field: string;
    file: string;
    as?: "text" | "base64";
  }): Promise<FileFacts & { readonly content: string }>;
  /** Removed after a while, when no record holds it. */
  write(file: { name: string; content: string; as?: "text" | "base64" }): Promise<FileFacts & { readonly id: string }>;
};
export interface FileFacts {
  readonly name: string;
  /** Found from the bytes: "text/plain". */
  readonly type: string;
  readonly size: number;
}`,
  },
  {
    title: "Jobs",
    text: "A job is a script that another one starts. It runs once what that wrote is committed, with the rights of the same person, and it may ask others.",
    declarations: `export declare const jobs: {
  /** Starts a script that has \`job\` in its document: jobs.add("push_order", { order: record.id }). */
  add<Name extends keyof Jobs>(script: Name, input: Jobs[Name]): Promise<void>;
};`,
  },
  {
    title: "Requests",
    text: "Scripts of schedules and jobs ask the hosts that their documents name under `hosts`. They ask before they write: from the first write or lock on a transaction is open, and nobody waits with one for others. A run may be repeated, with the same `Idempotency-Key` on its first, second … request.",
    declarations: `export declare const http: {
  /** Fails with a code when there is no answer; an answer of any status is one. */
  request(request: HttpRequest): Promise<HttpAnswer>;
};
export interface HttpRequest {
  /** "https://api.example.com/rates?day=2026-05-01" */
  url: string;
  /** GET without it. Only a GET follows redirects. */
  method?: "GET" | "HEAD" | "POST" | "PUT" | "PATCH" | "DELETE";
  headers?: { readonly [name: string]: string };
  /** A text as it is; anything else as JSON. */
  body?: unknown;
}
export interface HttpAnswer {
  readonly status: number;
  /** By their names in small letters. */
  readonly headers: { readonly [name: string]: string };
  /** Two megabytes at most. */
  readonly text: string;
}`,
  },
  {
    title: "Secrets",
    text: "A secret of the workspace is set by who designs (`PUT /secrets/{name}`) and named under `secrets` in the document. The script has a handle, which becomes the secret in headers of requests to its hosts, and nowhere else.",
    declarations: `export declare const secrets: {
  /** { authorization: \`Bearer \${await secrets.handle("erp_key")}\` } */
  handle(name: string): Promise<string>;
};`,
  },
];
