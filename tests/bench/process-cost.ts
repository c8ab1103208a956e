/** CPU time and memory of process trees, read from Linux' /proc. */
import { readdirSync, readFileSync } from "node:fs";

/** Linux counts CPU time in ticks of 10 ms (`getconf CLK_TCK` is 100 on every common system). */
const millisecondsPerTick = 10;
const bytesPerPage = 4096;

interface ProcessEntry {
  readonly parent: number;
  /** Own user and system time plus that of children that have ended and were waited for. */
  readonly cpuMilliseconds: number;
  readonly residentBytes: number;
}

export interface TreeCost {
  readonly cpuMilliseconds: number;
  readonly residentBytes: number;
}

/** Sums a process and all its living descendants. */
export function treeCost(root: number): TreeCost {
  const entries = readProcesses();
  const children = new Map<number, number[]>();
  for (const [id, entry] of entries) {
    const siblings = children.get(entry.parent);
    if (siblings === undefined) children.set(entry.parent, [id]);
    else siblings.push(id);
  }
  let cpuMilliseconds = 0;
  let residentBytes = 0;
  const waiting = [root];
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    const entry = entries.get(id);
    if (entry === undefined) continue;
    cpuMilliseconds += entry.cpuMilliseconds;
    residentBytes += entry.residentBytes;
    waiting.push(...(children.get(id) ?? []));
  }
  return { cpuMilliseconds, residentBytes };
}

function readProcesses(): ReadonlyMap<number, ProcessEntry> {
  const entries = new Map<number, ProcessEntry>();
  for (const name of readdirSync("/proc")) {
    if (!/^\d+$/.test(name)) continue;
    const entry = readProcess(name);
    if (entry !== null) entries.set(Number(name), entry);
  }
  return entries;
}

/** Field numbers as in proc(5), counted after the command, which may itself hold blanks. */
function readProcess(id: string): ProcessEntry | null {
  let text: string;
  try {
    text = readFileSync(`/proc/${id}/stat`, "utf8");
  } catch {
    return null; // It ended between the listing and the reading.
  }
  const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
  const field = (number: number) => Number(fields[number - 3]);
  return {
    parent: field(4),
    cpuMilliseconds: (field(14) + field(15) + field(16) + field(17)) * millisecondsPerTick,
    residentBytes: field(24) * bytesPerPage,
  };
}
