/** Values that people give for existing rows, read and checked as those of records are. */
import type { Change } from "../../metadata/diff/change.ts";
import { identifier, parameter, sql } from "../../metadata/expressions/index.ts";
import type { FormatContext } from "../../metadata/fields/field-type.ts";
import type { FieldModel } from "../../metadata/model/object-model.ts";
import {
  failure,
  type Problem,
  pointer,
  problem,
  type Result,
  success,
} from "../../metadata/problem.ts";
import { valueProblems } from "../../metadata/validate/validate-value.ts";
import { prepareSql } from "../query/plan-cache.ts";
import { type Answers, fieldToFill, fillQuestion } from "./fills.ts";
import type { Planning } from "./planning.ts";

interface ReadAnswers {
  /** Canonical; without those that are no values of their field. */
  readonly answers: Answers;
  /** Of the others: `/answers/fill.customer.level`. */
  readonly problems: readonly Problem[];
}

/** Answers to what the changes ask for; all others stay as they were given. */
export async function readFillAnswers(
  planning: Planning,
  changes: readonly Change[],
): Promise<ReadAnswers> {
  const answers: Record<string, unknown> = { ...planning.answers };
  const problems: Problem[] = [];
  const context = { locale: "en", timeZone: String(planning.clock.time_zone ?? "UTC") } as const;
  for (const change of changes) {
    const filling = fieldToFill(change);
    if (filling === null) continue;
    const question = fillQuestion(filling.object, filling.field);
    if (!Object.hasOwn(planning.answers, question)) continue;
    const read = await readFor(planning, filling.field, planning.answers[question], context);
    if (read.ok) answers[question] = read.value;
    else {
      delete answers[question];
      const place = pointer("", "answers", question);
      problems.push(...read.problems.map((item) => ({ ...item, path: place + item.path })));
    }
  }
  return { answers, problems };
}

async function readFor(
  planning: Planning,
  field: FieldModel,
  given: unknown,
  context: FormatContext,
): Promise<Result<unknown>> {
  const read = readValue(field, given, context);
  if (!read.ok || read.value === null || field.target === null) return read;
  const target = planning.next.objects.get(field.target);
  const isThere = await hasRecord(planning, target?.id ?? "", read.value);
  return isThere ? read : failure(problem("unknown_record", "", { object: target?.title ?? "" }));
}

/** A value as the API takes it, or the text that one is typed or imported as. */
function readValue(field: FieldModel, given: unknown, context: FormatContext): Result<unknown> {
  const { type, schema } = field;
  if (given === "") return success(null);
  const problems = valueProblems(schema, type, given);
  if (problems.length === 0) return success(type.normalise(given, schema) ?? null);
  if (typeof given !== "string") return failure(...problems);
  const read = type.parse(given, schema, context);
  if (!read.ok) return read;
  const remaining = valueProblems(schema, type, read.value);
  return remaining.length === 0
    ? success(type.normalise(read.value, schema) ?? null)
    : failure(...remaining);
}

async function hasRecord(
  { executor, catalog, before }: Planning,
  objectId: string,
  id: unknown,
): Promise<boolean> {
  const table = before.table(objectId);
  if (table === undefined) return false;
  const found = sql`select 1 from ${identifier(catalog.schema, table)} where "id" = ${parameter(String(id), "uuid")}`;
  return (await executor.run(prepareSql(found).bind({}))).rows.length > 0;
}
