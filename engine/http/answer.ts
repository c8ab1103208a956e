/**
 * The answer to a request as a plain value. It becomes a `Response` once, with all its headers:
 * touching the headers of a finished one costs more than many a handler.
 */
export type Body = string | ReadableStream<Uint8Array> | null;

export class Answer {
  readonly body: Body;
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    body: Body,
    {
      status = 200,
      headers = {},
    }: { status?: number; headers?: Readonly<Record<string, string>> } = {},
  ) {
    this.body = body;
    this.status = status;
    this.headers = headers;
  }

  get ok(): boolean {
    return this.status < 400;
  }
}
