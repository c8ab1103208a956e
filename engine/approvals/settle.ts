/** What follows from what was said: who is asked next, who no more, whether it is decided. Pure. */
import type { Approval, Task } from "./approval-rows.ts";
import { type Addition, type Seat, standingOf, type Verdict, type VoteRule } from "./verdict.ts";

export interface Settled {
  readonly approval: Approval;
  readonly tasks: readonly Task[];
  /** Tasks that are asked from now on. */
  readonly arrived: readonly Task[];
}

const isOpen = ({ status }: Task): boolean => status === "pending" || status === "waiting";

/** The seats of an approval; what was only asked for an opinion has none. */
export function seatsOf(tasks: readonly Task[]): readonly Seat[] {
  const seated = tasks.filter(({ place }) => place !== "consult");
  return seatsAmong(
    seated.filter(({ ofSeat }) => ofSeat === null),
    seated,
  );
}

function seatsAmong(own: readonly Task[], all: readonly Task[]): readonly Seat[] {
  const seats = Map.groupBy(own, ({ seat }) => seat);
  return [...seats].map(([id, tasks]) => ({
    id,
    said: saidAt(tasks),
    additions: additionsTo(id, all),
  }));
}

function saidAt(tasks: readonly Task[]): Verdict {
  const has = (...statuses: readonly string[]) =>
    tasks.some(({ status }) => statuses.includes(status));
  if (has("approved", "skipped")) return "approved";
  return has("rejected") ? "rejected" : "open";
}

function additionsTo(seat: string, all: readonly Task[]): readonly Addition[] {
  const added = all.filter((task) => task.ofSeat === seat && task.status !== "closed");
  const batches = Map.groupBy(added, ({ batch }) => batch);
  return [...batches.values()].flatMap((batch) => {
    const [first] = batch;
    if (first === undefined || first.place === null || first.place === "consult") return [];
    const rule: VoteRule = { kind: first.batchRule ?? "all" };
    return [{ place: first.place, rule, seats: seatsAmong(batch, all) }];
  });
}

/** An approval after something was said, with its tasks as they are from now on. */
export function settle(approval: Approval, tasks: readonly Task[], now: Date): Settled {
  const seats = seatsOf(tasks);
  const { verdict, active } = standingOf(approval.rule, seats);
  const arrived: Task[] = [];
  const settled = tasks.map((task): Task => {
    if (!isOpen(task)) return task;
    const close: Task = { ...task, status: "closed", decidedAt: now };
    if (verdict !== "open") return close;
    if (task.place === "consult") return active.includes(task.seat) ? task : close;
    if (active.includes(task.seat)) {
      if (task.status === "pending") return task;
      const begun: Task = { ...task, status: "pending", at: now };
      arrived.push(begun);
      return begun;
    }
    return isSettled(task.seat, tasks) ? close : { ...task, status: "waiting" };
  });
  return {
    approval: verdict === "open" ? approval : { ...approval, status: verdict, endedAt: now },
    tasks: settled,
    arrived,
  };
}

/** Whether somebody has spoken at a seat. */
const isSettled = (seat: string, tasks: readonly Task[]): boolean =>
  saidAt(tasks.filter((task) => task.seat === seat && task.place !== "consult")) !== "open";
