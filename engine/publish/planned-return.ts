/** Options that a field has again: the values that were replaced when they went come back. */
import type { Change } from "../../metadata/diff/change.ts";
import { hiddenName } from "../catalog/removed.ts";
import { quoted, tableOf } from "../db/names.ts";
import { prepareSql } from "../query/plan-cache.ts";
import { rewrittenColumn } from "./large-work.ts";
import { countedIn, type PlannedWork, untouched } from "./planned-work.ts";
import type { Planning } from "./planning.ts";
import { type Returning, returning } from "./returned-values.ts";
import {
  columnInItsPlace,
  isRewrittenBeside,
  rewriteInPlace,
  settleRewritten,
} from "./rewritten-values.ts";
import { alter, at, inOrder, type StagedStatement } from "./staged-statement.ts";
import { rowsThatReturn } from "./values-to-be.ts";

type OptionsRestored = Extract<Change, { kind: "options_restored" }>;

export async function planReturn(
  planning: Planning,
  change: OptionsRestored,
): Promise<PlannedWork> {
  const back = returning(planning, change.field);
  const { found, rows } = await countedIn(planning, change, await rowsThatReturn(planning, change));
  const written =
    back === null
      ? { staged: [], fills: [], large: [] }
      : writing(planning, change, back, found?.count ?? 0);
  const staged = [...written.staged, ...drops(planning, change, back)];
  return {
    item: {
      change,
      statements: [...inOrder(planning.names, staged), ...written.fills.map(({ text }) => text)],
      obstacles: found === null ? null : { ...found, blocking: false },
      questions: [],
      rows,
      touch: untouched,
    },
    conversions: [],
    numberings: [],
    hides: [],
    restores: (back?.spent ?? []).map(({ kind, subject, version }) => ({ kind, subject, version })),
    ...written,
    staged,
  };
}

/** A column that is converted beside its table has them by then; the rest is written where it is. */
function writing(
  planning: Planning,
  change: OptionsRestored,
  back: Returning,
  count: number,
): Pick<PlannedWork, "staged" | "fills" | "large"> {
  const { object, field } = change;
  const values = back.values("t0");
  const isBeside = !planning.retyped.has(field.id) && isRewrittenBeside(planning, change, count);
  const column = isBeside ? rewrittenColumn(planning, object, field, values) : null;
  if (column !== null)
    return {
      staged: columnInItsPlace(planning, object, field, null),
      fills: settleRewritten(planning, object, field, values, null),
      large: [column],
    };
  const inPlace = rewriteInPlace(planning.next.schema, object, field, values);
  return { staged: [], fills: [prepareSql(inPlace).bind(planning.clock)], large: [] };
}

/** When the values are back. */
const drops = (
  { names }: Planning,
  { object }: OptionsRestored,
  back: Returning | null,
): readonly StagedStatement[] =>
  at(
    "index",
    (back?.spent ?? []).map((thing) =>
      alter(names, tableOf(object), `drop column ${quoted(hiddenName(thing))}`),
    ),
  );
