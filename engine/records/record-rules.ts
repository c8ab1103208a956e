/** Rules and conditions of what is written: the verdict of the form, given again by the engine. */
import type { ObjectModel } from "../../metadata/model/object-model.ts";
import { recordVerdict } from "../../metadata/model/record-verdict.ts";
import { withRowModels } from "../../metadata/model/row-models.ts";
import { type Rulebook, rulebookOf } from "../../metadata/model/rulebook.ts";
import { hasSecrets } from "../../metadata/model/secrets.ts";
import type { Problem } from "../../metadata/problem.ts";
import { engineRights } from "../access/rights.ts";
import type { Catalog } from "../catalog/catalog.ts";
import { type RecordText, readRecords } from "../query/read-records.ts";
import { comesWithStoring, formulaGraph } from "./formula-graph.ts";
import { parseRecord } from "./lock-record.ts";
import { overlapProblems } from "./overlaps.ts";
import { recordsBehind } from "./records-behind.ts";
import { inBothLanguages } from "./rule-words.ts";
import { atIndex, Refused, type Writer } from "./writer.ts";

type RecordJson = Readonly<Record<string, unknown>>;

export interface WrittenRecords {
  readonly ids: readonly string[];
  readonly records: readonly RecordJson[];
  readonly former: RecordJson | null;
  /** Paths of problems begin with the index of the record. */
  readonly many: boolean;
}

/** Null when the object asks nothing of its records beyond their schema. */
export const rulesOf = (catalog: Catalog, model: ObjectModel): Rulebook | null =>
  rulebookOf(model, catalog.objects);

/**
 * True when a new record decides its rules before it is stored: they read nothing that only the
 * database knows.
 */
export function decidedAhead(catalog: Catalog, model: ObjectModel, book: Rulebook): boolean {
  if (book.lookups.length > 0 || book.overlaps.length > 0) return false;
  const graph = formulaGraph(catalog);
  return (
    withRowModels(model).every((part) => graph.of(part).every((each) => !each.needsStoredRow)) &&
    ![...model.systemFields, ...model.fields].some(
      (field) => comesWithStoring(field) && book.names.has(field.name),
    )
  );
}

/** What is wrong with new records that decide it themselves. */
export function problemsAhead(
  writer: Writer,
  model: ObjectModel,
  book: Rulebook,
  records: readonly RecordJson[],
  many: boolean,
): readonly Problem[] {
  const circumstances = { objects: writer.catalog.objects, clock: writer.clock, related: null };
  const problems = records.flatMap((record, index) =>
    atIndex(
      recordVerdict(model, book, { record, former: null }, circumstances),
      many ? index : null,
    ),
  );
  return inBothLanguages(writer, model, problems);
}

/**
 * Records as rules see them: with the fields that the caller may not read, and secrets as they are
 * sealed, for a mark does not say whether another secret has taken the place of one.
 * @param texts as the caller reads them, in the order of `ids`
 */
export async function wholeRecords(
  writer: Writer,
  model: ObjectModel,
  ids: readonly string[],
  texts: readonly RecordText[],
): Promise<readonly RecordJson[]> {
  const { rights } = writer;
  const parts = withRowModels(model);
  const all =
    !hasSecrets(model) &&
    parts.every((part) => part.fields.every((field) => rights.mayRead(part, field)));
  const reader = { ...writer, rights: engineRights };
  const isAll = all && texts.length === ids.length;
  const whole = isAll ? texts : await readRecords(reader, model, ids);
  return whole.map(({ json }) => parseRecord(json));
}

/**
 * Looks at records as they are written, formulas through lookups included.
 * `records` are those that `wholeRecords` gives; `former` is the one before a change.
 * @throws Refused, which takes the transaction back
 */
export async function refuseBroken(
  writer: Writer,
  model: ObjectModel,
  book: Rulebook,
  { ids, records, former, many }: WrittenRecords,
): Promise<void> {
  const reader = { ...writer, rights: engineRights };
  const read = former === null ? records : [...records, former];
  const related = await recordsBehind(reader, model, read, book.lookups);
  const circumstances = { objects: writer.catalog.objects, clock: writer.clock, related };
  const overlapping = await overlapProblems(writer, model, book, ids);
  const problems = records.flatMap((record, index) =>
    atIndex(
      [
        ...recordVerdict(model, book, { record, former }, circumstances),
        ...(overlapping.get(ids[index] ?? "") ?? []),
      ],
      many ? index : null,
    ),
  );
  if (problems.length > 0) throw new Refused(inBothLanguages(writer, model, problems));
}
