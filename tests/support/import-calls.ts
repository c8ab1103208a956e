/** Calls that import a file into parts, and wait for the job. */
import { expect } from "vitest";
import type { ImportJob } from "../../metadata/wire.ts";
import type { Answer, TestServer } from "./server.ts";

export type ImportQuery = Readonly<Record<string, string>>;

export interface ImportCalls {
  post(file: string, options?: ImportQuery, path?: string): Promise<Answer>;
  /** The job when it has ended. */
  ended(id: string): Promise<ImportJob>;
  imported(file: string, options?: ImportQuery): Promise<ImportJob>;
  undone(job: ImportJob): Promise<ImportJob>;
}

const csv = { "content-type": "text/csv" };

export function importCalls(server: () => TestServer): ImportCalls {
  const post: ImportCalls["post"] = (file, options = {}, path = "/import/part") =>
    server().request("POST", `${path}?${new URLSearchParams(options)}`, file, { headers: csv });
  const ended: ImportCalls["ended"] = async (id) => {
    const read = async () => (await server().request("GET", `/jobs/${id}`)).body as ImportJob;
    await expect
      .poll(read, { interval: 20 })
      .toSatisfy(({ state }: ImportJob) => state !== "running" && state !== "undoing");
    return read();
  };
  const imported: ImportCalls["imported"] = async (file, options = {}) => {
    const answer = await post(file, options);
    expect(answer.status, JSON.stringify(answer.body)).toBe(202);
    const { id } = answer.body as { id: string };
    expect(answer.headers.get("location")).toBe(`/demo/api/jobs/${id}`);
    return ended(id);
  };
  const undone: ImportCalls["undone"] = async ({ id }) => {
    expect((await server().request("POST", `/jobs/${id}/undo`)).status).toBe(202);
    return ended(id);
  };
  return { post, ended, imported, undone };
}
