/** Whether a transaction had finished when a snapshot was taken, as PostgreSQL judges it. Pure. */
import type { Snapshot } from "../changes/position.ts";

/** @param snapshot `xmin:xmax:running,…` */
export function isSeenBefore(xid: string, snapshot: Snapshot): boolean {
  const [oldest = "0", next = "0", running = ""] = snapshot.split(":");
  const number = BigInt(xid);
  if (number < BigInt(oldest)) return true;
  return number < BigInt(next) && !running.split(",").includes(xid);
}
