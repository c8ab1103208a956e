/**
 * Of variants of one walk that differ in language and width alone, the one that every run takes, so
 * that the suite ends in time; `TESTS=long` takes them all. Files take turns: both languages and
 * widths are walked in every run, each page is looked at in both by `runtime-look` and its kind.
 */
export const inThisRun = <Variant>(
  variants: readonly Variant[],
  always: number,
): readonly Variant[] =>
  process.env.TESTS === "long" ? variants : variants.slice(always, always + 1);
