/** What the caller follows: records, and lists with a filter. */
import { paces } from "../../../metadata/digest-pace.ts";
import { problem } from "../../../metadata/problem.ts";
import type { SubscriptionList } from "../../../metadata/subscription-wire.ts";
import { uuidPattern } from "../../db/uuid.ts";
import { atomic, Refused } from "../../records/writer.ts";
import { writePace } from "../../subscriptions/digest-rows.ts";
import { follow, showSubscriptions, type Wanted } from "../../subscriptions/follow.ts";
import { removeSubscription, subscriptionsOf } from "../../subscriptions/subscription-rows.ts";
import { Answer } from "../answer.ts";
import { type Exchange, readerOf, writerOf } from "../exchange.ts";
import { type Form, openForm } from "../form.ts";
import { jsonOf, type Route } from "../route.ts";
import { callerOf } from "./account.ts";
import { refuse } from "./records.ts";

const own = { guard: "signed_in", query: [] } as const;

export const subscriptionRoutes: readonly Route[] = [
  { method: "GET", path: "/subscriptions", ...own, query: ["object", "record"], handle: list },
  { method: "POST", path: "/subscriptions", ...own, idempotent: true, handle: add },
  { method: "PATCH", path: "/subscriptions/:id", ...own, handle: change },
  { method: "DELETE", path: "/subscriptions/:id", ...own, handle: remove },
];

/** Characters. */
export const filterMaximum = 4000;
const titleMaximum = 200;
const viewMaximum = 4000;

async function list(exchange: Exchange): Promise<Answer> {
  const { executor, catalog, query, locale } = exchange;
  const [object, record] = [query.get("object"), query.get("record")];
  const all = await subscriptionsOf(executor, catalog.schema, callerOf(exchange).account.id);
  const id = catalog.objects.get(object ?? "")?.id;
  const asked = all.filter(
    (each) =>
      (object === null || each.object === id) && (record === null || each.record === record),
  );
  const data = await showSubscriptions(readerOf(exchange), locale, asked);
  return jsonOf({ data } satisfies SubscriptionList);
}

async function add(exchange: Exchange): Promise<Answer> {
  const form = await openForm(exchange, ["object", "record", "filter", "title", "view"]);
  if (form instanceof Answer) return form;
  const wanted = wantedIn(form);
  if (form.problems.length > 0) return refuse(exchange, ...form.problems);
  const { account } = callerOf(exchange);
  try {
    const added = await atomic(writerOf(exchange), (inside) =>
      follow(inside, account.id, wanted, new Date()),
    );
    const [shown] = await showSubscriptions(readerOf(exchange), exchange.locale, [added]);
    return jsonOf(shown, 201);
  } catch (error) {
    if (error instanceof Refused) return refuse(exchange, ...error.problems);
    throw error;
  }
}

function wantedIn(form: Form): Wanted {
  const textOf = (name: string, maximum: number) =>
    form.has(name) ? form.text(name, { maximum, lines: name === "filter" }) : null;
  const object = form.text("object", { maximum: 100 });
  const record = textOf("record", 36);
  if (record !== null && record !== "" && !uuidPattern.test(record))
    form.problems.push(problem("record_not_found", "/record"));
  const filter = textOf("filter", filterMaximum);
  if (record !== null && filter !== null)
    form.problems.push(problem("record_or_filter", "/filter"));
  return {
    object,
    record,
    filter,
    title: textOf("title", titleMaximum),
    view: textOf("view", viewMaximum),
  };
}

/** `pace` null: as for all. */
async function change(exchange: Exchange): Promise<Answer> {
  const form = await openForm(exchange, ["pace"]);
  if (form instanceof Answer) return form;
  const pace = form.has("pace") ? form.choice("pace", paces, "in_app") : null;
  if (!form.has("pace") && !form.isNull("pace")) form.problems.push(problem("required", "/pace"));
  if (form.problems.length > 0) return refuse(exchange, ...form.problems);
  const id = exchange.parameter("id");
  const { account } = callerOf(exchange);
  const { services, catalog } = exchange;
  const chosen = { pace, timeZone: services.config.timeZone, now: new Date() };
  const isChanged =
    uuidPattern.test(id) &&
    (await services.database.transaction((transaction) =>
      writePace(transaction, catalog, account.id, id, chosen),
    ));
  return isChanged
    ? new Answer(null, { status: 204 })
    : refuse(exchange, problem("subscription_not_found"));
}

async function remove(exchange: Exchange): Promise<Answer> {
  const { executor, catalog } = exchange;
  const id = exchange.parameter("id");
  const { account } = callerOf(exchange);
  return uuidPattern.test(id) &&
    (await removeSubscription(executor, catalog.schema, account.id, id))
    ? new Answer(null, { status: 204 })
    : refuse(exchange, problem("subscription_not_found"));
}
