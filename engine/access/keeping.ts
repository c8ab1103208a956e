/** In the background: what has ended is removed. Nothing depends on it; all that ends is also asked for. */
import type { Database } from "../db/database.ts";
import type { Observe } from "../observe.ts";
import { inBackground } from "../repeatedly.ts";
import type { SessionLimits } from "./credentials.ts";
import { hashOldCodes } from "./recovery-codes.ts";

/** Removes sessions and links that have ended. */
export async function purgeAccess(
  database: Database,
  { idleHours, absoluteHours }: SessionLimits,
  now: Date,
): Promise<void> {
  const hoursAgo = (hours: number) => new Date(now.getTime() - hours * 3_600_000);
  await database.run({
    text: "delete from core.session where used_at <= $1 or created_at <= $2",
    values: [hoursAgo(idleHours), hoursAgo(absoluteHours)],
  });
  await database.run({ text: "delete from core.link where expires_at <= $1", values: [now] });
}

/** Now and every six hours until it is told to stop. */
export function startAccessKeeping(
  { database, observe }: { readonly database: Database; readonly observe: Observe },
  limits: SessionLimits,
): () => Promise<void> {
  return inBackground(observe, {
    what: "access",
    hours: 6,
    work: async () => {
      await purgeAccess(database, limits, new Date());
      await hashOldCodes(database);
    },
  });
}
