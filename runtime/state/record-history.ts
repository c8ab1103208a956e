/** The history of a record: its entries page by page, a former revision, and the way back to it. */
import type { HistoryItem, HistoryPage, ProblemJson, RecordJson } from "../../metadata/wire.ts";
import { type Answer, problemOf, type Refusal } from "../client/client.ts";
import type { Application } from "./application.ts";
import { observePages, observeQuery } from "./observe-query.ts";
import { recordChanged } from "./record-changed.ts";
import { recordKey } from "./record-query.ts";
import type { Values } from "./row-list.ts";

const pageSize = 30;

export interface RecordHistory {
  /** Newest first; `undefined` while nothing has come yet. */
  readonly entries: () => readonly HistoryItem[] | undefined;
  readonly failure: () => ProblemJson | undefined;
  readonly hasMore: () => boolean;
  readonly loadingMore: () => boolean;
  readonly loadMore: () => void;
  readonly reload: () => void;
}

export function createRecordHistory(
  application: Application,
  object: () => string,
  id: () => string,
): RecordHistory {
  const result = observePages<HistoryPage>(application.queries, () => {
    const path = `/records/${object()}/${id()}/history`;
    const version = application.catalog.catalog()?.version;
    return {
      queryKey: [...recordKey(object(), id()), "history", version],
      initialPageParam: null,
      queryFn: ({ pageParam, signal }) =>
        application.client.load<HistoryPage>(
          path,
          { limit: pageSize, after: pageParam ?? undefined },
          signal,
        ),
      getNextPageParam: (page) => page.next ?? undefined,
      staleTime: 0,
    };
  });
  return {
    entries: () => result().data?.pages.flatMap((page) => page.data),
    failure: () => {
      const { error, data } = result();
      return error === null || data !== undefined ? undefined : problemOf(error);
    },
    hasMore: () => result().hasNextPage,
    loadingMore: () => result().isFetchingNextPage,
    loadMore: () => void result().fetchNextPage(),
    reload: () => void result().refetch(),
  };
}

export interface FormerRecord {
  readonly values: () => Values | undefined;
  readonly failure: () => ProblemJson | undefined;
  readonly reload: () => void;
}

/** The record as it was at a revision. */
export function createFormerRecord(
  application: Application,
  object: () => string,
  id: () => string,
  revision: () => number,
): FormerRecord {
  const result = observeQuery<Values>(application.queries, () => {
    const path = `/records/${object()}/${id()}/history/${revision()}`;
    const version = application.catalog.catalog()?.version;
    return {
      queryKey: [...recordKey(object(), id()), "revision", revision(), version],
      queryFn: ({ signal }) => application.client.load<Values>(path, {}, signal),
    };
  });
  return {
    values: () => result().data,
    failure: () => {
      const { error, data } = result();
      return error === null || data !== undefined ? undefined : problemOf(error);
    },
    reload: () => void result().refetch(),
  };
}

/** Makes the record what it was, as a change of what is shown now. */
export async function restoreRevision(
  application: Application,
  object: string,
  record: RecordJson,
  revision: number,
): Promise<Answer<RecordJson> | Refusal> {
  const path = `/records/${object}/${record.id}/history/${revision}/restore`;
  const answer = await application.client.request<RecordJson>("POST", path, {
    ifMatch: `"${record.revision}"`,
  });
  // Who is refused may be looking at something out of date.
  const outdated = !answer.ok && [404, 409, 412].includes(answer.problem.status);
  if (answer.ok || outdated) await recordChanged(application, object, record.id);
  return answer;
}
