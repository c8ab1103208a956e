import { type Sql, sql } from "../sql.ts";
import type { TreeTable } from "../sql-context.ts";
import type { ExpressionFunction } from "./expression-function.ts";

/**
 * Below and above in a tree of records. `union` rather than `union all`: a ring, which no write
 * makes but a restored backup may hold, ends too.
 */
export const isWithinFunction: ExpressionFunction = {
  name: "is_within",
  description: {
    en: "Whether the first record is the second one or lies below it in their tree. Filters only.",
    "zh-CN": "第一条记录是否就是第二条记录，或在树中位于其下级。仅用于筛选。",
  },
  sentence: { en: "{1} is or lies below {2}", "zh-CN": "{1}是{2}或其下级" },
  example: {
    expression: 'is_within(category, "0198c0de-0000-7000-8000-000000000000")',
    result: "true in the whole branch",
  },
  scalar: {
    parameters: [
      { name: "record", kind: "record" },
      { name: "top", kind: "record" },
    ],
    result: "boolean",
    filterOnly: true,
    // Only filters use it, which the database evaluates; the records around are not at hand here.
    evaluate: () => null,
    sql([record, top], [type], context) {
      const tree = type?.kind === "record" ? context.tree?.(type.object) : undefined;
      if (tree === undefined) throw new Error("A filter about a tree was expected");
      return isFixed(top!) && !isFixed(record!)
        ? sql`(${record!} = any(array(${below(top!, tree)})))`
        : sql`(${top!} = any(array(${above(record!, tree)})))`;
    },
  },
};

/** The same for all rows, so that the branch is read once. */
const isFixed = (value: Sql): boolean => value.pieces.every((piece) => typeof piece !== "string");

const below = (top: Sql, { table, parent }: TreeTable): Sql =>
  sql`with recursive "branch" ("id") as (select ${top} union select t."id" from ${table} as t join "branch" as b on t.${parent} = b."id") select "id" from "branch"`;

const above = (record: Sql, { table, parent }: TreeTable): Sql =>
  sql`with recursive "path" ("id") as (select ${record} union select t.${parent} from ${table} as t join "path" as p on t."id" = p."id" where t.${parent} is not null) select "id" from "path"`;
