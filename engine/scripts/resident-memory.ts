/** How much memory a process takes, asked from outside. */
import { readFile } from "node:fs/promises";

/** Resident bytes; null where the system does not tell, or the process has gone. */
export async function residentBytes(processId: number): Promise<number | null> {
  const text = await readFile(`/proc/${processId}/status`, "utf8").catch(() => "");
  const kilobytes = /^VmRSS:\s+(\d+) kB$/m.exec(text)?.[1];
  return kilobytes === undefined ? null : Number(kilobytes) * 1024;
}
