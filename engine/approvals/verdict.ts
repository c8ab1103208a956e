/**
 * How an approval stands by what was said in it, and who is to say something now. No clock, no
 * database: what is here is compared with an oracle that counts otherwise.
 */
import type { VoteMode } from "../../metadata/workflows/approval.ts";

export type VoteRule =
  | { readonly kind: "any" | "all" | "in_turn" }
  | { readonly kind: "votes"; readonly needed: number };

export type Verdict = "open" | "approved" | "rejected";

/** Where one person, or whoever decides for him, speaks. */
export interface Seat {
  readonly id: string;
  /** What was said at it, whatever those say who were added to it. */
  readonly said: Verdict;
  readonly additions: readonly Addition[];
}

/** People who were added to a seat together: they agree, too, before it counts as agreed. */
export interface Addition {
  readonly place: "before" | "after" | "beside";
  readonly rule: VoteRule;
  readonly seats: readonly Seat[];
}

export interface Standing {
  readonly verdict: Verdict;
  /** Seats that are to speak now. */
  readonly active: readonly string[];
}

/** What a mode asks of so many people: never more votes than there are. */
export function ruleFor(mode: VoteMode, people: number): VoteRule {
  switch (mode.kind) {
    case "any":
    case "all":
      return { kind: mode.kind };
    case "inTurn":
      return { kind: "in_turn" };
    case "share":
      // 0.1 of 30 is 3, although 0.1 * 30 is a little more.
      return votes(Math.ceil(Number((mode.share * people).toFixed(9))), people);
    case "votes":
      return votes(mode.votes, people);
  }
}

const votes = (needed: number, people: number): VoteRule => ({
  kind: "votes",
  needed: Math.max(1, Math.min(needed, people)),
});

const settled = (verdict: Verdict): Standing => ({ verdict, active: [] });
const open = (standings: readonly Standing[], ...own: readonly string[]): Standing => ({
  verdict: "open",
  active: [...own, ...standings.flatMap(({ active }) => active)],
});

/** The seats in the order in which they are asked where one after another is. */
export function standingOf(rule: VoteRule, seats: readonly Seat[]): Standing {
  const standings = seats.map(standingAt);
  const count = (verdict: Verdict) => standings.filter((one) => one.verdict === verdict).length;
  const [approved, rejected] = [count("approved"), count("rejected")];
  switch (rule.kind) {
    case "any":
      if (approved > 0) return settled("approved");
      return rejected > 0 ? settled("rejected") : open(standings);
    case "all":
      if (rejected > 0) return settled("rejected");
      return approved === seats.length ? settled("approved") : open(standings);
    case "in_turn":
      return standings.find(({ verdict }) => verdict !== "approved") ?? settled("approved");
    case "votes":
      if (approved >= rule.needed) return settled("approved");
      return rejected > seats.length - rule.needed ? settled("rejected") : open(standings);
  }
}

function standingAt({ id, said, additions }: Seat): Standing {
  if (said === "rejected") return settled("rejected");
  const placed = (place: Addition["place"]): readonly Standing[] =>
    additions
      .filter((addition) => addition.place === place)
      .map(({ rule, seats }) => standingOf(rule, seats));
  const [before, beside, after] = [placed("before"), placed("beside"), placed("after")];
  const isRejected = ({ verdict }: Standing): boolean => verdict === "rejected";
  const isOpen = ({ verdict }: Standing): boolean => verdict === "open";
  if ([...before, ...beside].some(isRejected)) return settled("rejected");
  if (said === "open") return before.some(isOpen) ? open(before) : open(beside, id);
  // Whoever was added before is asked no more once the seat has spoken.
  const still = [...beside, ...after];
  if (still.some(isRejected)) return settled("rejected");
  return still.some(isOpen) ? open(still) : settled("approved");
}
