/**
 * PostgreSQL gives a table 1 600 columns in its life: dropped ones count. A publish that would run
 * out of them is refused before it begins, with what can be done about it. Pure.
 */
import { type Problem, problem } from "../../metadata/problem.ts";
import type { PlannedWork, Planning } from "./plan-item.ts";
import type { TableFacts } from "./table-facts.ts";

/** Some are left for columns that help while values are converted. */
export const columnsEverMaximum = 1580;

export function wornTableProblems(
  works: readonly PlannedWork[],
  { before }: Planning,
  facts: TableFacts,
): readonly Problem[] {
  const added = new Map<string, number>();
  for (const { item, staged, conversions, large } of works) {
    if (!("object" in item.change)) continue;
    const id = item.change.object.id;
    const columns = staged.filter(({ text }) => / add column /.test(text)).length;
    const helping = large.length + conversions.filter(({ former }) => former !== null).length;
    if (columns > 0) added.set(id, (added.get(id) ?? 0) + columns + helping);
  }
  return [...added].flatMap(([id, count]) => {
    const table = before.table(id);
    const ever = table === undefined ? 0 : facts.columnsEver(table);
    const object = works.flatMap(({ item: { change } }) =>
      "object" in change && change.object.id === id ? [change.object] : [],
    )[0];
    return ever + count <= columnsEverMaximum
      ? []
      : [
          problem("table_worn_out", "", {
            object: object?.title ?? "",
            count: ever,
            maximum: columnsEverMaximum,
          }),
        ];
  });
}
