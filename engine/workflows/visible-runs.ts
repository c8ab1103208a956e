/** Which runs a caller sees: those about records that he may read, those that he started; who designs, all. */
import { readsEverything } from "../access/rights.ts";
import type { Reader } from "../query/read-records.ts";
import { idsWithin } from "../records/within-reach.ts";
import { type RunQuery, type RunRow, readRuns } from "./read-runs.ts";

export interface Onlooker {
  readonly reader: Reader;
  readonly account: string;
}

export async function visibleRuns(
  { reader, account }: Onlooker,
  runs: readonly RunRow[],
): Promise<readonly RunRow[]> {
  if (reader.rights.mayDesign) return runs;
  const seen = new Set<string>();
  const objects = new Set(runs.flatMap(({ object }) => object ?? []));
  for (const object of objects) {
    const model = reader.catalog.objects.get(object);
    if (model === undefined) continue;
    const ids = runs.flatMap((run) =>
      run.object === object && run.record !== null ? [run.record] : [],
    );
    for (const id of await idsWithin(reader, model, [...new Set(ids)], "read")) seen.add(id);
  }
  return runs.filter(({ record, startedBy }) =>
    record === null ? startedBy === account : seen.has(record),
  );
}

/** Values of steps may hold any field of the record: only who reads all of it reads them. */
export function seesValues({ reader }: Onlooker, { object }: RunRow): boolean {
  const { rights, catalog } = reader;
  const model = catalog.objects.get(object ?? "");
  return rights.mayDesign || (model !== undefined && readsEverything(rights, model));
}

const batch = 200;
/** Runs that are looked through for one page. */
const lookedMaximum = 4000;

/** A page of what the caller sees, and where the next one begins. */
export async function pageOfRuns(
  onlooker: Onlooker,
  query: RunQuery,
): Promise<{ readonly runs: readonly RunRow[]; readonly next: string | null }> {
  const found: RunRow[] = [];
  let { after } = query;
  for (let looked = 0; looked < lookedMaximum; looked += batch) {
    const { executor, catalog } = onlooker.reader;
    const rows = await readRuns(executor, catalog.schema, { ...query, after, limit: batch });
    for (const run of await visibleRuns(onlooker, rows)) {
      found.push(run);
      if (found.length === query.limit) return { runs: found, next: run.id };
    }
    after = rows.at(-1)?.id ?? null;
    if (rows.length < batch) return { runs: found, next: null };
  }
  return { runs: found, next: after };
}
