/** What a system knows and does about the memory of a process, from outside. Linux only. */
import { readFile, writeFile } from "node:fs/promises";

/** Resident bytes; null where the system does not tell, or the process has gone. */
export async function residentBytes(processId: number): Promise<number | null> {
  const text = await readFile(`/proc/${processId}/status`, "utf8").catch(() => "");
  const kilobytes = /^VmRSS:\s+(\d+) kB$/m.exec(text)?.[1];
  return kilobytes === undefined ? null : Number(kilobytes) * 1024;
}

/** Should memory run out between two looks, this process is ended, not the server or its database. */
export async function firstToGo(processId: number): Promise<void> {
  await writeFile(`/proc/${processId}/oom_score_adj`, "1000").catch(() => undefined);
}
