/** The deleted records of an object, and bringing them back. */
import { createMemo } from "solid-js";
import type { ObjectModel } from "../../metadata/model/object-model.ts";
import type { BinPage, DeletedItem, ProblemJson, RecordJson } from "../../metadata/wire.ts";
import { problemOf } from "../client/client.ts";
import type { Application } from "./application.ts";
import { observePages } from "./observe-query.ts";
import { recordsKey } from "./record-list.ts";

const pageSize = 100;

const binKey = (object: string): readonly unknown[] => ["deleted", object];

export interface RecycleBin {
  /** Newest first; `undefined` while nothing has come yet. */
  readonly items: () => readonly DeletedItem[] | undefined;
  readonly failure: () => ProblemJson | undefined;
  readonly hasMore: () => boolean;
  readonly loadingMore: () => boolean;
  readonly loadMore: () => void;
  readonly reload: () => void;
}

export function createRecycleBin(application: Application, model: () => ObjectModel): RecycleBin {
  const result = observePages<BinPage>(application.queries, () => {
    const { name } = model();
    return {
      queryKey: binKey(name),
      initialPageParam: null,
      queryFn: ({ pageParam, signal }) =>
        application.client.load<BinPage>(
          `/records/${name}/deleted`,
          { limit: pageSize, after: pageParam ?? undefined },
          signal,
        ),
      getNextPageParam: (page) => page.next ?? undefined,
      staleTime: 0,
    };
  });
  return {
    items: createMemo(() => result().data?.pages.flatMap((page) => page.data)),
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

export interface Restored {
  readonly back: readonly DeletedItem[];
  readonly refused: readonly { readonly item: DeletedItem; readonly problem: ProblemJson }[];
}

/** Brings records back one by one, so that one that cannot come does not keep the others. */
export async function restoreDeleted(
  application: Application,
  object: string,
  items: readonly DeletedItem[],
): Promise<Restored> {
  const back: DeletedItem[] = [];
  const refused: { item: DeletedItem; problem: ProblemJson }[] = [];
  // What was deleted together comes back together, with the first of them.
  const batches = new Set<string>();
  for (const item of items) {
    const batch = item.deleted_with?.id ?? item.id;
    if (batches.has(batch)) {
      back.push(item);
      continue;
    }
    const path = `/records/${object}/${item.id}/restore`;
    const answer = await application.client.request<RecordJson>("POST", path);
    if (answer.ok) {
      batches.add(batch);
      back.push(item);
    } else refused.push({ item, problem: answer.problem });
  }
  application.titles.forget(object);
  application.related.forget(object);
  await application.queries.invalidateQueries({ queryKey: binKey(object) });
  // Others may have come back along with these.
  void application.queries.invalidateQueries({ queryKey: recordsKey(object).slice(0, 1) });
  return { back, refused };
}
