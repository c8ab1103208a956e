/** Following a record or a list: what may be followed, and how one's subscriptions are told. */
import { problem } from "../../metadata/problem.ts";
import type { SubscriptionEntry } from "../../metadata/subscription-wire.ts";
import type { Locale } from "../../metadata/text.ts";
import { localised } from "../catalog/localised.ts";
import { type Reader, recordNotFound } from "../query/read-records.ts";
import { recordHeads } from "../records/record-heads.ts";
import { idsWithin } from "../records/within-reach.ts";
import { orRefuse, Refused } from "../records/writer.ts";
import { ensureLooking } from "./look.ts";
import { filteredIds } from "./matching-records.ts";
import { addSubscription, type Subscription, subscriptionsMaximum } from "./subscription-rows.ts";

export interface Wanted {
  /** Name of the object. */
  readonly object: string;
  readonly record: string | null;
  readonly filter: string | null;
  readonly title: string | null;
  readonly view: string | null;
}

/** In a transaction. @throws Refused */
export async function follow(
  reader: Reader,
  account: string,
  { object, record, filter, title, view }: Wanted,
  now: Date,
): Promise<Subscription> {
  const { executor, catalog, rights } = reader;
  const model = catalog.objects.get(object);
  if (model === undefined || !rights.mayUse(model, "read"))
    throw new Refused([problem("unknown_object", "/object", { name: object })]);
  if (record === null) orRefuse(filteredIds(reader, model, filter));
  else if (!(await idsWithin(reader, model, [record], "read")).has(record))
    throw new Refused([recordNotFound()]);
  const wanted = { account, object: model.id, record, filter, title, view };
  const added = await addSubscription(executor, catalog.schema, wanted, now);
  if (added === null)
    throw new Refused([problem("too_many_subscriptions", "", { maximum: subscriptionsMaximum })]);
  await ensureLooking(executor, catalog.workspaceId);
  return added;
}

/** As their person sees them now; what he may not read any more is not named. */
export async function showSubscriptions(
  reader: Reader,
  locale: Locale,
  subscriptions: readonly Subscription[],
): Promise<readonly SubscriptionEntry[]> {
  const { catalog, rights } = reader;
  const models = new Map([...catalog.objects.values()].map((model) => [model.id, model]));
  const modelOf = ({ object }: Subscription) => {
    const model = models.get(object);
    return model !== undefined && rights.mayUse(model, "read") ? model : null;
  };
  const heads = await recordHeads(
    reader,
    subscriptions.map((each) => ({ object: modelOf(each)?.name ?? null, record: each.record })),
  );
  const titles = new Map(localised(catalog, locale).index.map(({ name, title }) => [name, title]));
  return subscriptions.map((each) => {
    const { id, record, filter, title, view, createdAt, pace } = each;
    const model = modelOf(each);
    const head = heads.get(record ?? "");
    const isActive =
      model !== null &&
      (record === null ? filteredIds(reader, model, filter).ok : head !== undefined);
    return {
      id,
      object: model?.name ?? null,
      object_title: model === null ? null : (titles.get(model.name) ?? model.title),
      record,
      record_title: head?.title ?? null,
      filter,
      title,
      view,
      active: isActive,
      created_at: createdAt.toISOString(),
      pace,
    };
  });
}
