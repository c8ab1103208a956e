/**
 * Where a stream has come to, for `Last-Event-ID`: a moment and the oldest transaction that was
 * not finished then. Sealed for its receiver, because numbers of transactions tell how busy others
 * are, and because one who could choose them could make the server read all of a history.
 */
import type { SecretPlace, Secrets } from "../secrets/sealed-text.ts";

/** As PostgreSQL writes it, `xmin:xmax:running,…`: which transactions were finished. */
export type Snapshot = string;

export interface Receiver {
  readonly workspaceId: string;
  readonly account: string;
}

/** Seconds that a stream may be away and still get what it missed. */
export const resumeSeconds = 60;

const placeOf = ({ workspaceId, account }: Receiver): SecretPlace => ({
  workspace: workspaceId,
  object: "changes",
  field: "position",
  record: account,
});

const oldestRunning = (snapshot: Snapshot): string => snapshot.split(":", 1)[0] ?? "";

export const writePosition = (
  secrets: Secrets,
  receiver: Receiver,
  snapshot: Snapshot,
  now: number,
): string =>
  secrets.seal(placeOf(receiver), `${Math.floor(now / 1000)} ${oldestRunning(snapshot)}`);

/**
 * From when on to read again; null when it is not known any more. What had finished after the
 * oldest running transaction comes a second time: a receiver reads it again, and nothing else.
 */
export function readPosition(
  secrets: Secrets,
  receiver: Receiver,
  position: string,
  now: number,
): Snapshot | null {
  const [, seconds, oldest] =
    /^(\d{1,12}) (\d{1,20})$/.exec(secrets.open(placeOf(receiver), position) ?? "") ?? [];
  if (seconds === undefined || oldest === undefined) return null;
  const age = now / 1000 - Number(seconds);
  return Math.abs(age) > resumeSeconds ? null : `${oldest}:${oldest}:`;
}
