/** Clients that ask again until they are answered, as the contract's idempotency keys let them. */
import { setTimeout as pause } from "node:timers/promises";
import { isJsonObject } from "../../../metadata/json-object.ts";
import type { DoomedSystem } from "./doomed-system.ts";

interface Answered {
  readonly status: number;
  readonly body: unknown;
}

/** One attempt; null when nobody answered. */
async function attempt(
  address: string,
  token: string,
  body: unknown,
  key: string | null,
): Promise<Answered | null> {
  try {
    const answer = await fetch(address, {
      method: body === undefined ? "GET" : "POST",
      headers: {
        authorization: `Bearer ${token}`,
        ...(body === undefined ? {} : { "content-type": "application/json" }),
        ...(key === null ? {} : { "idempotency-key": key }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(30_000),
    });
    return { status: answer.status, body: await answer.json() };
  } catch {
    return null;
  }
}

/** Makes a record; what was refused because a script was ended is asked under another key. */
export async function create(system: DoomedSystem, object: string, values: object): Promise<void> {
  const name = crypto.randomUUID();
  for (let ended = 0; ; ) {
    const address = `${system.address()}/records/${object}`;
    const answer = await attempt(address, system.administrator, values, `${name}-${ended}`);
    if (answer?.status === 201) return;
    // Another server is there already: only one is killed at a time.
    if (answer === null) continue;
    if (answer.status < 500 && answer.status !== 409) {
      if (!isEndedScript(answer.body)) throw new Error(JSON.stringify(answer));
      ended++;
      continue;
    }
    await pause(20);
  }
}

const isEndedScript = (body: unknown): boolean =>
  isJsonObject(body) && JSON.stringify(body.errors).includes('"script_');

export interface Approving {
  /** Tasks that were answered with 200. */
  readonly approved: ReadonlySet<string>;
  stop(): Promise<void>;
}

/** Two people's hands at once approve whatever is asked of the approver; the second to come is told so. */
export function startApproving(system: DoomedSystem): Approving {
  const approved = new Set<string>();
  let running = true;
  const work = async () => {
    while (running) {
      const list = await attempt(
        `${system.address()}/tasks?box=mine`,
        system.approver,
        undefined,
        null,
      );
      const tasks = isJsonObject(list?.body) && Array.isArray(list.body.data) ? list.body.data : [];
      for (const { id } of tasks as readonly { id: string }[]) {
        const address = `${system.address()}/tasks/${id}/approve`;
        const answer = await attempt(address, system.approver, {}, crypto.randomUUID());
        if (answer?.status === 200) approved.add(id);
        else if (answer !== null && answer.status < 500 && answer.status !== 409)
          throw new Error(JSON.stringify(answer));
      }
      if (tasks.length === 0) await pause(50);
    }
  };
  const hands = [work(), work()];
  return {
    approved,
    stop: async () => {
      running = false;
      await Promise.all(hands);
    },
  };
}
