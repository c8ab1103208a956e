/** What one follows: asked for, begun and ended. */
import type { SubscriptionEntry, SubscriptionList } from "../../metadata/subscription-wire.ts";
import type { ProblemJson } from "../../metadata/wire.ts";
import { problemOf } from "../client/client.ts";
import { locale } from "../language/locale.ts";
import type { Application } from "./application.ts";
import { observeQuery } from "./observe-query.ts";

/** All that is kept of subscriptions; each that begins or ends makes it out of date. */
export const subscriptionsKey = ["subscriptions"] as const;

export interface Subscriptions {
  /** `undefined` while nothing has come yet. */
  readonly entries: () => readonly SubscriptionEntry[] | undefined;
  readonly failure: () => ProblemJson | undefined;
  readonly reload: () => void;
}

/** @param about of one record; without it all */
export function createSubscriptions(
  { client, queries }: Application,
  about: () => { readonly object?: string; readonly record?: string } = () => ({}),
): Subscriptions {
  const result = observeQuery<SubscriptionList>(queries, () => ({
    queryKey: [...subscriptionsKey, locale(), about()],
    queryFn: ({ signal }) => client.load<SubscriptionList>("/subscriptions", about(), signal),
  }));
  return {
    entries: () => result().data?.data,
    failure: () => {
      const { error, data } = result();
      return error === null || data !== undefined ? undefined : problemOf(error);
    },
    reload: () => void result().refetch(),
  };
}

export interface WantedSubscription {
  readonly object: string;
  readonly record?: string;
  readonly filter?: string;
  readonly title?: string;
  readonly view?: string;
}

export async function follow(
  { client, queries }: Application,
  wanted: WantedSubscription,
): Promise<ProblemJson | null> {
  const answer = await client.request("POST", "/subscriptions", { body: wanted });
  await queries.invalidateQueries({ queryKey: subscriptionsKey });
  return answer.ok ? null : answer.problem;
}

export async function unfollow(
  { client, queries }: Application,
  { id }: Pick<SubscriptionEntry, "id">,
): Promise<ProblemJson | null> {
  const answer = await client.request("DELETE", `/subscriptions/${id}`);
  await queries.invalidateQueries({ queryKey: subscriptionsKey });
  return answer.ok ? null : answer.problem;
}
