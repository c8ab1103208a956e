/** The records of a list, page by page. */
import { keepPreviousData } from "@tanstack/solid-query";
import { createEffect, createMemo, createSignal } from "solid-js";
import type { FieldModel, ObjectModel } from "../../metadata/model/object-model.ts";
import type { ViewModel } from "../../metadata/model/screen-models.ts";
import {
  countLimit,
  type ProblemJson,
  type RecordJson,
  type RecordPage,
} from "../../metadata/wire.ts";
import { problemOf } from "../client/client.ts";
import type { Application } from "./application.ts";
import { filterExpression } from "./filter-expression.ts";
import { type ListView, sortText } from "./list-view.ts";
import { observePages } from "./observe-query.ts";

export interface RecordList {
  readonly rows: () => readonly RecordJson[];
  /** `undefined` until known. A capped count means "more than this". */
  readonly count: () => { readonly number: number; readonly capped: boolean } | undefined;
  /** Counts all of them, when somebody wants to know; what went wrong, or null. */
  readonly countAll: () => Promise<ProblemJson | null>;
  /** Nothing to show yet. */
  readonly loading: () => boolean;
  /** The rows shown belong to the search or sorting before. */
  readonly stale: () => boolean;
  readonly loadingMore: () => boolean;
  readonly failure: () => ProblemJson | undefined;
  /** What an export is asked for: the same condition, order and columns. */
  readonly asked: () => Readonly<Record<string, string>>;
  /** Under which key the rows are kept, and by what they were asked for. */
  readonly source: () => ListSource;
  readonly loadMore: () => void;
  readonly refresh: () => void;
}

export interface ListSource {
  readonly key: readonly unknown[];
  readonly query: {
    readonly filter: string | undefined;
    readonly sort: string | undefined;
    readonly fields: string;
    readonly limit: number;
  };
}

const pageSize = 100;

export function recordsKey(object: string): readonly unknown[] {
  return ["records", object];
}

export function createRecordList(
  application: Application,
  model: () => ObjectModel,
  view: () => ListView,
  columns: () => readonly FieldModel[],
  published: () => ViewModel | undefined,
): RecordList {
  const query = createMemo(() => ({
    filter: bothConditions(published()?.filter, filterExpression(model(), view())),
    sort:
      sortText(view().sort.filter((key) => model().byName.has(key.field))) ??
      (published()?.sort.join(",") || undefined),
    fields: [...new Set(columns().flatMap((field) => fieldPaths(application, field)))].join(","),
    limit: pageSize,
  }));
  const key = () => [...recordsKey(model().name), application.catalog.catalog()?.version, query()];
  const result = observePages<RecordPage>(application.queries, () => {
    const asked = query();
    const { name } = model();
    return {
      queryKey: key(),
      initialPageParam: null,
      queryFn: ({ pageParam, signal }) =>
        application.client.load<RecordPage>(
          `/records/${name}`,
          {
            ...asked,
            ...(pageParam === null ? { count: "capped" } : { after: pageParam }),
          },
          signal,
        ),
      getNextPageParam: (page) => page.next ?? undefined,
      // Sorting or filtering keeps the old rows in sight, but never those of another object.
      placeholderData: (previous, before) =>
        before?.queryKey[1] === name ? keepPreviousData(previous) : undefined,
    };
  });
  // Cells of lookups need the models of their targets: they come beside the records.
  createEffect(() => {
    for (const { target } of columns()) if (target !== null) application.catalog.model(target);
  });
  const rows = createMemo(() => result().data?.pages.flatMap((page) => page.data) ?? []);
  const firstPage = () => result().data?.pages[0];
  const [counted, setCounted] = createSignal<{ readonly with: RecordPage; readonly all: number }>();
  return {
    rows,
    count: () => {
      const first = firstPage();
      const all = counted();
      // What was counted goes with the rows that were there then.
      if (all !== undefined && all.with === first) return { number: all.all, capped: false };
      const count = first?.count;
      return count === undefined ? undefined : { number: count, capped: count >= countLimit };
    },
    countAll: async () => {
      const first = firstPage();
      const { filter } = query();
      const asked = { filter, fields: "id", limit: 1, count: "exact" };
      try {
        const path = `/records/${model().name}`;
        const { count } = await application.client.load<RecordPage>(path, asked);
        if (first !== undefined && count !== undefined) setCounted({ with: first, all: count });
        return null;
      } catch (error) {
        return problemOf(error);
      }
    },
    loading: () => result().isPending,
    stale: () => result().isPlaceholderData,
    loadingMore: () => result().isFetchingNextPage,
    failure: () => {
      const { error } = result();
      return error === null ? undefined : problemOf(error);
    },
    asked: () => {
      const { filter, sort } = query();
      const fields = columns().map(({ name }) => name);
      return {
        ...(filter === undefined ? {} : { filter }),
        ...(sort === undefined ? {} : { sort }),
        fields: fields.join(","),
      };
    },
    source: () => ({ key: key(), query: query() }),
    loadMore: () => {
      const { hasNextPage, isFetching, isPlaceholderData, fetchNextPage } = result();
      if (hasNextPage && !isFetching && !isPlaceholderData) void fetchNextPage();
    },
    refresh: () => void result().refetch(),
  };
}

function bothConditions(one: string | undefined, other: string | undefined): string | undefined {
  const conditions = [one, other].filter((text) => text !== undefined && text !== "");
  return conditions.length > 1 ? conditions.map((text) => `(${text})`).join(" && ") : conditions[0];
}

/** A lookup brings its target's title along, an amount its currency or unit. */
function fieldPaths(application: Application, field: FieldModel): readonly string[] {
  if (field.arms.length > 0)
    return field.arms.map((arm) => behind(application, arm, `${field.name}.${arm.target}`));
  if (field.measure !== null) return [field.name, ...fieldPaths(application, field.measure)];
  const isLookup = field.target !== null && field.type.storage === "column";
  return [isLookup ? behind(application, field, field.name) : field.name];
}

function behind(application: Application, { target }: FieldModel, path: string): string {
  const title = application.catalog.recordTitle(target ?? "");
  return title === "id" ? path : `${path}.${title}`;
}
