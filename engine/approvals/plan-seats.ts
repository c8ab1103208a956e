/** Who sits where when a step begins: who was meant, or whoever stands in, so that nothing is stuck. */
import type { TaskOrigin } from "../../metadata/task-wire.ts";
import type { ApprovalDefinition } from "../../metadata/workflows/approval.ts";
import { activeMembers } from "../access/acting-members.ts";
import { administratorRole } from "../access/authority.ts";
import { roleId } from "../access/roles.ts";
import type { Reader } from "../query/read-records.ts";
import type { StepContext } from "../workflows/step-context.ts";
import { type FoundPerson, findPeople } from "./find-people.ts";
import { managersAbove } from "./managers.ts";
import { ruleFor, type VoteRule } from "./verdict.ts";

export interface PlannedPerson extends FoundPerson {
  readonly origin: TaskOrigin;
}

/** Whoever of these speaks first, speaks for the seat. */
export interface PlannedSeat {
  readonly people: readonly PlannedPerson[];
  /** He agrees by having agreed before. */
  readonly skipped: boolean;
}

export interface SeatPlan {
  readonly rule: VoteRule;
  readonly seats: readonly PlannedSeat[];
  /** What becomes of it when nobody was found; null: somebody was. */
  readonly nobody: "pass" | "stop" | null;
}

/** Which people may be asked: who can come in, and does not decide on his own request. */
export interface Eligible {
  among(accounts: readonly string[]): Promise<ReadonlySet<string>>;
}

export function eligible(reader: Reader, excluded: string | null): Eligible {
  const { executor, catalog } = reader;
  return {
    among: async (accounts) => {
      const members = await activeMembers(executor, catalog.workspaceId, { accounts, roles: [] });
      return new Set(members.map(({ id }) => id).filter((id) => id !== excluded));
    },
  };
}

/** Who nobody's own request is decided by; null: the step allows it, or nobody started it. */
export const excludedFrom = (
  { step, run }: StepContext,
  { selfApproval }: ApprovalDefinition,
): string | null => (step.type === "approval" && !selfApproval ? run.startedBy : null);

/** @param agreed who has agreed before, as far as that counts here */
export async function planSeats(
  context: StepContext,
  definition: ApprovalDefinition,
  agreed: ReadonlySet<string>,
): Promise<SeatPlan> {
  const { who, mode, ifNobody } = definition;
  const able = eligible(context.writer, excludedFrom(context, definition));
  const found = await findPeople(context, who, context.run.startedBy);
  let seats = await seatsFor(context, found, "step", able);
  if (seats.length === 0 && ifNobody === "pass") return empty("pass");
  if (seats.length === 0 && ifNobody === "stop") return empty("stop");
  if (seats.length === 0 && typeof ifNobody !== "string")
    seats = await seatsFor(
      context,
      await findPeople(context, ifNobody, context.run.startedBy),
      "fallback",
      able,
    );
  if (seats.length === 0) {
    const administrators = await administratorsOf(context.writer, able);
    if (administrators.length === 0) return empty("stop");
    seats = [{ people: administrators, skipped: false }];
  }
  const planned = seats.map((seat) => ({
    ...seat,
    skipped: seat.people.some(({ account }) => agreed.has(account)),
  }));
  return { rule: ruleFor(mode, planned.length), seats: planned, nobody: null };
}

const empty = (nobody: "pass" | "stop"): SeatPlan => ({
  rule: { kind: "all" },
  seats: [],
  nobody,
});

/** A seat for each; of who cannot be asked for his manager, or else the administrators. */
async function seatsFor(
  context: StepContext,
  found: readonly FoundPerson[],
  origin: TaskOrigin,
  able: Eligible,
): Promise<readonly PlannedSeat[]> {
  const there = await able.among(found.map(({ account }) => account));
  const seats: PlannedSeat[] = [];
  const taken = new Set<string>();
  for (const person of found) {
    const people = there.has(person.account)
      ? [{ ...person, origin }]
      : await standIns(context.writer, person.account, able);
    if (people.length === 0 || people.every(({ account }) => taken.has(account))) continue;
    for (const { account } of people) taken.add(account);
    seats.push({ people, skipped: false });
  }
  return seats;
}

/** Who is asked in place of somebody who is not there. */
export async function standIns(
  reader: Reader,
  person: string,
  able: Eligible,
): Promise<readonly PlannedPerson[]> {
  const managers = await managersAbove(reader, person);
  const there = await able.among(managers);
  const manager = managers.find((one) => there.has(one));
  return manager === undefined
    ? administratorsOf(reader, able)
    : [{ account: manager, role: null, origin: "manager" }];
}

/** Any of them: an approval that nobody else may decide comes to all. */
export async function administratorsOf(
  { executor, catalog }: Reader,
  able: Eligible,
): Promise<readonly PlannedPerson[]> {
  const roles = [roleId(catalog, administratorRole) ?? ""];
  const members = await activeMembers(executor, catalog.workspaceId, { accounts: [], roles });
  const there = await able.among(members.map(({ id }) => id));
  return members
    .filter(({ id }) => there.has(id))
    .map(({ id }) => ({ account: id, role: null, origin: "administrator" as const }));
}
