/** Seats with people added to them: who speaks when, said otherwise than the engine counts it. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { type Seat, standingOf, type Verdict } from "../../../engine/approvals/verdict.ts";

type Vote = "yes" | "no" | "none";

const said: Readonly<Record<Vote, Verdict>> = { yes: "approved", no: "rejected", none: "open" };
const seat = (vote: Vote, index: number): Seat => ({
  id: String(index),
  said: said[vote],
  additions: [],
});

/** A seat with people added to it, each with a vote. */
const added = fc.record({
  own: fc.constantFrom<Vote>("yes", "no", "none"),
  before: fc.array(fc.constantFrom<Vote>("yes", "no", "none"), { maxLength: 2 }),
  beside: fc.array(fc.constantFrom<Vote>("yes", "no", "none"), { maxLength: 2 }),
  after: fc.array(fc.constantFrom<Vote>("yes", "no", "none"), { maxLength: 2 }),
});

test("whoever is added before speaks first, beside at once, after him last", () => {
  fc.assert(
    fc.property(added, ({ own, before, beside, after }) => {
      const group = (place: "before" | "beside" | "after", cast: readonly Vote[]) =>
        cast.map((vote, index) => ({
          place,
          rule: { kind: "all" } as const,
          seats: [{ ...seat(vote, index), id: `${place}${index}` }],
        }));
      const additions = [
        ...group("before", before),
        ...group("beside", beside),
        ...group("after", after),
      ];
      const { verdict, active } = standingOf({ kind: "all" }, [
        { ...seat(own, 0), id: "own", additions },
      ]);
      const open = (place: string, cast: readonly Vote[]) =>
        cast.flatMap((vote, index) => (vote === "none" ? [`${place}${index}`] : []));
      const stops =
        own === "no" ||
        [...before, ...beside].includes("no") ||
        (own === "yes" && after.includes("no"));
      if (stops) {
        expect(verdict).toBe("rejected");
        return;
      }
      const first = open("before", before);
      const asked =
        own === "none"
          ? first.length > 0
            ? first
            : ["own", ...open("beside", beside)]
          : [...open("beside", beside), ...open("after", after)];
      expect(new Set(active)).toEqual(new Set(asked));
      expect(verdict).toBe(asked.length === 0 ? "approved" : "open");
    }),
    { numRuns: 500 },
  );
});
