/** What a change takes of a table: the lock, for how long, and what is done beside it. Pure. */
import type { Locale } from "../../metadata/text.ts";
import type { ChangeCost } from "../../metadata/wire.ts";

/** Rows a second, measured on two shared cores and halved: estimates err to the long side. */
const rates = { scan: 2_000_000, index: 300_000, rewrite: 150_000, convert: 50_000 } as const;

interface Work {
  readonly rows: number;
  readonly statements: readonly string[];
  /** Values of all rows are written by the last transaction. */
  readonly writes: boolean;
  /** Something is made beside the table beforehand. */
  readonly beside: boolean;
  /** Columns whose values are. */
  readonly columnsBeside: number;
  /** The table is only made by this publish. */
  readonly isNew: boolean;
}

type Lock = ChangeCost["lock"];

export function costOf(work: Work, locale: Locale): ChangeCost {
  const { lock, locked, prepared } = estimate(work);
  return {
    lock,
    rows: work.rows,
    seconds: round(locked),
    beside_seconds: round(prepared),
    sentence: sentenceOf(lock, round(locked), round(prepared), locale),
  };
}

function estimate({ rows, statements, writes, beside, columnsBeside, isNew }: Work) {
  let lock: Lock = "none";
  let locked = 0;
  let prepared = (rows * columnsBeside) / rates.convert;
  if (isNew) return { lock, locked, prepared: 0 };
  for (const text of statements) {
    if (/^create (unique )?index/.test(text)) {
      if (beside) prepared += rows / rates.index;
      else locked += rows / rates.index;
      lock = stronger(lock, "writers");
    } else if (/^alter table/.test(text)) {
      if (/ foreign key /.test(text)) {
        lock = stronger(lock, "writers");
        locked += rows / rates.scan;
      } else lock = "all";
      if (/ set not null$/.test(text)) locked += rows / rates.scan;
      if (/ alter column .* type /.test(text)) locked += rows / rates.rewrite;
    } else if (/^drop index/.test(text)) lock = "all";
  }
  if (writes && !beside) locked += rows / rates.convert;
  if (writes) lock = stronger(lock, "writers");
  return { lock, locked, prepared };
}

const order: readonly Lock[] = ["none", "writers", "all"];
const stronger = (a: Lock, b: Lock): Lock => (order.indexOf(a) >= order.indexOf(b) ? a : b);

/** Tenths below ten seconds, whole seconds above. */
const round = (seconds: number): number =>
  seconds < 10 ? Math.round(seconds * 10) / 10 : Math.round(seconds);

function sentenceOf(lock: Lock, seconds: number, beside: number, locale: Locale): string {
  const chinese = locale === "zh-CN";
  const first =
    beside === 0
      ? ""
      : chinese
        ? `先在表旁准备约 ${beside} 秒，期间可照常读写；随后`
        : `Prepared beside the table in about ${beside} s, while everybody goes on working; then it `;
  const span =
    seconds < 0.1
      ? chinese
        ? "片刻"
        : "a moment"
      : chinese
        ? `约 ${seconds} 秒`
        : `about ${seconds} s`;
  if (lock === "none") return chinese ? "不锁定任何表。" : "Locks no table.";
  if (chinese) return `${first}锁定${lock === "all" ? "读写" : "写入"}${span}。`;
  const verb = beside === 0 ? "Locks" : "locks";
  const who = lock === "all" ? "readers and writers" : "writers";
  return `${first}${verb} the table against ${who} for ${span}.`;
}
