/** Requests whose address is sent as it stands: fetch would tidy it up first. */
import { request } from "node:http";
import type { TestServer } from "./server.ts";

export interface RawAnswer {
  readonly status: number;
  readonly type: string;
  readonly location: string | undefined;
  readonly body: string;
}

/** `path` begins at the server, not below a workspace; there are no credentials but `headers`. */
export function rawRequest(
  { address }: Pick<TestServer, "address">,
  method: string,
  path: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<RawAnswer> {
  const { hostname, port } = new URL(address);
  return new Promise((resolve, reject) => {
    const call = request({ hostname, port, method, path, headers, agent: false }, (response) => {
      const parts: Buffer[] = [];
      response.on("data", (part: Buffer) => parts.push(part));
      response.on("end", () =>
        resolve({
          status: response.statusCode ?? 0,
          type: response.headers["content-type"] ?? "",
          location: response.headers.location,
          body: Buffer.concat(parts).toString("utf8"),
        }),
      );
    });
    call.on("error", reject);
    call.end();
  });
}
