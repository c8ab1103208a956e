/** The part of the SDK that computes and says things: it reads no records. */
import type { SdkSection } from "./sdk.ts";

export const valueSections: readonly SdkSection[] = [
  {
    title: "Exact decimals",
    text: "Money and decimals are texts on records. `decimal()` makes a number of one; the sum goes back with `toString()`, or as it is.",
    declarations: `/** An exact decimal as text: "1234.50". */
export type DecimalText = string;
/** What stands for a decimal wherever one is computed with. */
export type DecimalLike = Decimal | DecimalText | number;
/** An exact number with up to 38 digits; it never changes. */
export declare class Decimal {
  private constructor();
  plus(other: DecimalLike): Decimal;
  minus(other: DecimalLike): Decimal;
  times(other: DecimalLike): Decimal;
  /** Rounded half up to \`places\`, ten without them. Fails when \`other\` is zero. */
  dividedBy(other: DecimalLike, places?: number): Decimal;
  negated(): Decimal;
  absolute(): Decimal;
  /** Half up: 2.5 becomes 3, -2.5 becomes -3. */
  round(places?: number): Decimal;
  /** -1 when it is less than \`other\`, 0 when equal, 1 when greater. */
  compareTo(other: DecimalLike): -1 | 0 | 1;
  equals(other: DecimalLike): boolean;
  isLessThan(other: DecimalLike): boolean;
  isAtMost(other: DecimalLike): boolean;
  isGreaterThan(other: DecimalLike): boolean;
  isAtLeast(other: DecimalLike): boolean;
  isZero(): boolean;
  /** With exactly so many places, or as many as it has. */
  toString(places?: number): DecimalText;
  toJSON(): DecimalText;
}
export declare function decimal(value: DecimalLike): Decimal;`,
  },
  {
    title: "Refusing",
    text: "What `fail` says reaches the person who started it, at the field it names, and everything is rolled back.",
    declarations: `/**
 * Ends the script, and the write it belongs to, with a problem. \`at\` is a path: "/lines/0/price";
 * \`record\` the place of the record among those of the write, or of the row among those imported.
 */
export declare function fail(problem: {
  message: string | { en: string; "zh-CN": string };
  at?: string;
  record?: number;
  code?: string;
}): never;`,
  },
  {
    title: "Tests",
    text: "A script with `test` in its document runs before a publish, as the system, on what that would make of the workspace: it may write, call other scripts that it imports, and set their triggers off. All of it is taken back. When it throws, nothing is published.",
    declarations: `/** Throws when the two differ as JSON: equal(order.total, "12.50"). */
export declare function equal(is: unknown, should: unknown): void;
/** Throws unless the work fails; with a code, by that: await refused(() => db.create("order", {}), "required"). */
export declare function refused(work: () => unknown, code?: string): Promise<void>;`,
  },
  {
    title: "Who and when",
    text: "The time stands still while a script runs, and is the same when a run is repeated.",
    declarations: `/** The moment at which the script began: "2026-05-01T08:00:00.000Z". */
export declare function now(): string;
/** The day at that moment in the workspace's time zone: "2026-05-01". */
export declare function today(): string;
/** Who started it; null for a schedule. */
export declare const user: {
  readonly id: Id<"user">;
  readonly name: string;
  readonly email: string;
  readonly roles: readonly string[];
} | null;`,
  },
  {
    title: "Log",
    text: "What is logged stands in the record of the run.",
    declarations: `export declare const log: {
  info(...values: readonly unknown[]): void;
  warn(...values: readonly unknown[]): void;
  error(...values: readonly unknown[]): void;
};`,
  },
];
