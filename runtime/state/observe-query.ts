/**
 * The one adapter to TanStack Query: observers as Solid accessors. Its own Solid hooks suspend
 * the whole screen on every new key; a list that is sorted anew must stay where it is.
 */
import {
  InfiniteQueryObserver,
  type InfiniteQueryObserverOptions,
  type InfiniteQueryObserverResult,
  notifyManager,
  type QueryClient,
  QueryObserver,
  type QueryObserverOptions,
  type QueryObserverResult,
} from "@tanstack/solid-query";
import { type Accessor, createRenderEffect, createSignal, on, onCleanup } from "solid-js";

/** The result of the query whose options are current; refetches when its key changes. */
export function observeQuery<Data>(
  client: QueryClient,
  options: () => QueryObserverOptions<Data>,
): Accessor<QueryObserverResult<Data>> {
  const observer = new QueryObserver<Data>(client, options());
  const [result, setResult] = createSignal(observer.getCurrentResult(), { equals: false });
  onCleanup(observer.subscribe(notifyManager.batchCalls((next) => setResult(() => next))));
  createRenderEffect(
    on(
      options,
      (next) => {
        observer.setOptions(next);
        setResult(() => observer.getCurrentResult());
      },
      { defer: true },
    ),
  );
  return result;
}

type PagedOptions<Page> = InfiniteQueryObserverOptions<
  Page,
  Error,
  Pages<Page>,
  readonly unknown[],
  string | null
>;

export interface Pages<Page> {
  readonly pages: readonly Page[];
  readonly pageParams: readonly (string | null)[];
}

/** The same for pages that follow one another by a cursor. */
export function observePages<Page>(
  client: QueryClient,
  options: () => PagedOptions<Page>,
): Accessor<InfiniteQueryObserverResult<Pages<Page>>> {
  const observer = new InfiniteQueryObserver<
    Page,
    Error,
    Pages<Page>,
    readonly unknown[],
    string | null
  >(client, options());
  const [result, setResult] = createSignal(observer.getCurrentResult(), { equals: false });
  onCleanup(observer.subscribe(notifyManager.batchCalls((next) => setResult(() => next))));
  createRenderEffect(
    on(
      options,
      (next) => {
        observer.setOptions(next);
        setResult(() => observer.getCurrentResult());
      },
      { defer: true },
    ),
  );
  return result;
}
