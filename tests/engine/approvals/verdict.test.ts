/**
 * How approvals stand, compared with an oracle that knows no counting: it tries every way in which
 * those who have not spoken might, and sees whether anything can still change.
 */
import fc from "fast-check";
import { expect, test } from "vitest";
import {
  ruleFor,
  type Seat,
  standingOf,
  type Verdict,
  type VoteRule,
} from "../../../engine/approvals/verdict.ts";

type Vote = "yes" | "no" | "none";

const seat = (vote: Vote, index: number): Seat => ({
  id: String(index),
  said: vote === "yes" ? "approved" : vote === "no" ? "rejected" : "open",
  additions: [],
});

/** How it would end if everybody had spoken. */
function ended(rule: VoteRule, votes: readonly Vote[]): boolean {
  const yes = votes.filter((vote) => vote === "yes").length;
  if (rule.kind === "votes") return yes >= rule.needed;
  return yes === votes.length;
}

function* completions(votes: readonly Vote[]): Generator<readonly Vote[]> {
  const open = votes.indexOf("none");
  if (open < 0) {
    yield votes;
    return;
  }
  for (const vote of ["yes", "no"] as const) yield* completions(votes.with(open, vote));
}

/** Settled as soon as no vote can change it. */
function oracle(rule: VoteRule, votes: readonly Vote[]): Verdict {
  const ends = new Set([...completions(votes)].map((all) => ended(rule, all)));
  if (ends.size > 1) return "open";
  return ends.has(true) ? "approved" : "rejected";
}

const votes = fc.array(fc.constantFrom<Vote>("yes", "no", "none"), { minLength: 1, maxLength: 7 });

test("all, and so many votes, are settled as soon as nothing can change it, and not before", () => {
  fc.assert(
    fc.property(votes, fc.integer({ min: 1, max: 7 }), fc.boolean(), (cast, number, all) => {
      const rule: VoteRule = all
        ? { kind: "all" }
        : { kind: "votes", needed: Math.min(number, cast.length) };
      expect(standingOf(rule, cast.map(seat)).verdict).toBe(oracle(rule, cast));
    }),
    { numRuns: 500 },
  );
});

test("the first word decides where any may, and one after another asks one at a time", () => {
  fc.assert(
    fc.property(votes, (cast) => {
      const first = cast.filter((vote) => vote !== "none");
      const any = standingOf({ kind: "any" }, cast.map(seat));
      expect(any.verdict === "open").toBe(first.length === 0);
      if (new Set(first).size === 1)
        expect(any.verdict).toBe(first[0] === "yes" ? "approved" : "rejected");
      const turn = standingOf({ kind: "in_turn" }, cast.map(seat));
      const next = cast.findIndex((vote) => vote !== "yes");
      const expected = next < 0 ? "approved" : cast[next] === "no" ? "rejected" : "open";
      expect(turn).toEqual({
        verdict: expected,
        active: expected === "open" ? [String(next)] : [],
      });
    }),
    { numRuns: 300 },
  );
});

test("a share is of those who are asked, exactly", () => {
  for (let percent = 1; percent <= 100; percent++)
    for (let people = 1; people <= 60; people++) {
      // The least number of votes that is as much: counted in whole hundredths.
      let needed = 1;
      while (needed * 100 < percent * people) needed++;
      const rule = ruleFor({ kind: "share", share: percent / 100 }, people);
      expect([percent, people, rule]).toEqual([percent, people, { kind: "votes", needed }]);
    }
});
