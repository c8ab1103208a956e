/** One's notices, page by page, and marking them as read. */
import { createMemo } from "solid-js";
import type { ProblemJson } from "../../metadata/wire.ts";
import type { NoticeEntry, NoticePage } from "../../metadata/workflow-wire.ts";
import { problemOf } from "../client/client.ts";
import { locale } from "../language/locale.ts";
import type { Application } from "./application.ts";
import { observePages } from "./observe-query.ts";
import { noticesKey } from "./unread-notices.ts";

export interface NoticeList {
  /** Newest first; `undefined` while nothing has come yet. */
  readonly notices: () => readonly NoticeEntry[] | undefined;
  readonly unread: () => number;
  readonly failure: () => ProblemJson | undefined;
  readonly hasMore: () => boolean;
  readonly loadingMore: () => boolean;
  readonly loadMore: () => void;
  readonly reload: () => void;
  /** Null: all of them. */
  readonly markRead: (ids: readonly string[] | null) => Promise<ProblemJson | null>;
}

export function createNoticeList(application: Application, unreadOnly: () => boolean): NoticeList {
  const { client, queries } = application;
  const result = observePages<NoticePage>(queries, () => ({
    queryKey: [...noticesKey, "list", locale(), unreadOnly()],
    initialPageParam: null,
    queryFn: ({ pageParam, signal }) =>
      client.load<NoticePage>(
        "/notifications",
        { unread: String(unreadOnly()), after: pageParam ?? undefined },
        signal,
      ),
    getNextPageParam: (page) => page.next ?? undefined,
    staleTime: 0,
  }));
  return {
    notices: createMemo(() => result().data?.pages.flatMap((page) => page.data)),
    unread: () => result().data?.pages[0]?.unread ?? 0,
    failure: () => {
      const { error, data } = result();
      return error === null || data !== undefined ? undefined : problemOf(error);
    },
    hasMore: () => result().hasNextPage,
    loadingMore: () => result().isFetchingNextPage,
    loadMore: () => void result().fetchNextPage(),
    reload: () => void result().refetch(),
    markRead: async (ids) => {
      const body = ids === null ? {} : { ids };
      const answer = await client.request("POST", "/notifications/read", { body });
      await queries.invalidateQueries({ queryKey: noticesKey });
      return answer.ok ? null : answer.problem;
    },
  };
}
