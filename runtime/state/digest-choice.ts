/** When one is written to about what one follows. */
import { createSignal } from "solid-js";
import type { Pace } from "../../metadata/digest-pace.ts";
import type { DigestChoice, SubscriptionEntry } from "../../metadata/subscription-wire.ts";
import type { ProblemJson } from "../../metadata/wire.ts";
import { timeZone } from "../language/locale.ts";
import type { Application } from "./application.ts";
import { observeQuery } from "./observe-query.ts";
import { subscriptionsKey } from "./subscriptions.ts";

const digestKey = ["digest"] as const;

export interface DigestTimesChoice {
  /** `undefined` until it is known. */
  readonly choice: () => DigestChoice | undefined;
  readonly busy: () => boolean;
  /** The hours are those of this browser from then on. */
  readonly choose: (part: Partial<DigestChoice>) => Promise<ProblemJson | null>;
}

export function createDigestChoice({ client, queries }: Application): DigestTimesChoice {
  const [busy, setBusy] = createSignal(false);
  const result = observeQuery<DigestChoice>(queries, () => ({
    queryKey: digestKey,
    queryFn: ({ signal }) => client.load<DigestChoice>("/account/digest", {}, signal),
  }));
  return {
    choice: () => result().data,
    busy,
    choose: async (part) => {
      const current = result().data;
      if (current === undefined) return null;
      const { pace, hour, weekday } = { ...current, ...part };
      setBusy(true);
      const body = { pace, hour, weekday, time_zone: timeZone };
      const answer = await client.request<DigestChoice>("PUT", "/account/digest", { body });
      await queries.invalidateQueries({ queryKey: digestKey });
      setBusy(false);
      return answer.ok ? null : answer.problem;
    },
  };
}

/** Null: as about all. */
export async function choosePace(
  { client, queries }: Application,
  { id }: Pick<SubscriptionEntry, "id">,
  pace: Pace | null,
): Promise<ProblemJson | null> {
  const answer = await client.request("PATCH", `/subscriptions/${id}`, { body: { pace } });
  await queries.invalidateQueries({ queryKey: subscriptionsKey });
  return answer.ok ? null : answer.problem;
}
