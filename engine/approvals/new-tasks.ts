/** Tasks as they are made: nothing has been said yet. */
import { newUuid } from "../db/uuid.ts";
import type { Task } from "./approval-rows.ts";
import type { PlannedPerson, PlannedSeat } from "./plan-seats.ts";

const unsaid = {
  ofSeat: null,
  place: null,
  batch: null,
  batchRule: null,
  turn: 1,
  role: null,
  parent: null,
  status: "waiting",
  opinion: null,
  actedBy: null,
  changes: null,
  decidedAt: null,
  remindedAt: null,
  via: null,
} as const;

/** A task of a seat; its turn has not come until the approval is settled anew. */
export const newTask = (
  approval: string,
  { account, role, origin }: PlannedPerson,
  now: Date,
  more: Partial<Task> = {},
): Task => {
  const id = newUuid();
  return { ...unsaid, id, approval, seat: id, assignee: account, role, origin, at: now, ...more };
};

export const tasksFor = (
  approval: string,
  seats: readonly PlannedSeat[],
  now: Date,
): readonly Task[] =>
  seats.flatMap(({ people, skipped }, index) => {
    const seat = newUuid();
    return people.map((person) =>
      newTask(approval, person, now, {
        seat,
        turn: index + 1,
        ...(skipped ? { status: "skipped", decidedAt: now } : {}),
      }),
    );
  });
