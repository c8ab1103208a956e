/** A list that comes page by page from the API, with filters that ask anew. */
import { createSignal } from "solid-js";
import type { ProblemJson } from "../../metadata/wire.ts";
import type { Client, QueryParameters } from "../../runtime/client/client.ts";

interface ListPage<Row> {
  readonly data: readonly Row[];
  /** `after` of the next page; null at the end. */
  readonly next: string | null;
}

export interface PagedList<Row, Filters, Page extends ListPage<Row> = ListPage<Row>> {
  /** Undefined until the first page has come. */
  readonly rows: () => readonly Row[] | undefined;
  /** The last answer, with what it says beside the rows. */
  readonly page: () => Page | undefined;
  readonly filters: () => Filters;
  readonly failure: () => ProblemJson | undefined;
  readonly hasMore: () => boolean;
  readonly busy: () => boolean;
  readonly filter: (changed: Partial<Filters>) => Promise<void>;
  readonly reload: () => Promise<void>;
  readonly more: () => Promise<void>;
}

/** @param queryOf what filters ask for; empty texts ask for everything */
export function createPagedList<Row, Filters extends object, Page extends ListPage<Row>>(
  client: Client,
  path: string,
  first: Filters,
  queryOf: (filters: Filters) => QueryParameters,
): PagedList<Row, Filters, Page> {
  const [page, setPage] = createSignal<Page>();
  const [filters, setFilters] = createSignal<Filters>(first);
  const [failure, setFailure] = createSignal<ProblemJson>();
  const [busy, setBusy] = createSignal(false);
  let asked = 0;
  const load = async (after: string | null): Promise<void> => {
    const turn = ++asked;
    setBusy(true);
    const given = Object.entries(queryOf(filters())).filter(([, value]) => value !== "");
    const query = { ...Object.fromEntries(given), ...(after === null ? {} : { after }) };
    const answer = await client.request<Page>("GET", path, { query });
    // Another filter was chosen meanwhile, and is asked for already.
    if (turn !== asked) return;
    setBusy(false);
    setFailure(answer.ok ? undefined : answer.problem);
    if (!answer.ok) return;
    const before = after === null ? [] : (page()?.data ?? []);
    setPage(() => ({ ...answer.body, data: [...before, ...answer.body.data] }));
  };
  return {
    rows: () => page()?.data,
    page,
    filters,
    failure,
    hasMore: () => page()?.next != null,
    busy,
    filter: (changed) => {
      setFilters((before) => ({ ...before, ...changed }));
      return load(null);
    },
    reload: () => load(null),
    more: () => load(page()?.next ?? null),
  };
}
