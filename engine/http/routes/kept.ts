/** What was removed or converted and is still kept: looked at, finished, and let go. */
import { problem } from "../../../metadata/problem.ts";
import type { OpenConversions, RemovedThings } from "../../../metadata/wire.ts";
import { readRemoved } from "../../catalog/removed.ts";
import { dismissValue, readConversions } from "../../publish/conversions.ts";
import { purgeRemoved } from "../../publish/kept.ts";
import { actorOf } from "../acting.ts";
import { Answer } from "../answer.ts";
import type { Exchange } from "../exchange.ts";
import { jsonOf, type Route } from "../route.ts";
import { refuse } from "./records.ts";

const guard = "designer" as const;

export const keptRoutes: readonly Route[] = [
  { method: "GET", path: "/metadata/removed", guard, query: [], handle: removedThings },
  { method: "DELETE", path: "/metadata/removed/:id", guard, query: [], handle: purge },
  { method: "GET", path: "/metadata/conversions", guard, query: [], handle: conversions },
  { method: "DELETE", path: "/metadata/conversions/:id", guard, query: [], handle: purgeFormer },
  {
    method: "DELETE",
    path: "/metadata/conversions/:id/records/:record",
    guard,
    query: [],
    handle: dismiss,
  },
];

async function removedThings(exchange: Exchange): Promise<Answer> {
  const { executor, catalog } = exchange;
  const removed = await readRemoved(executor, catalog.workspaceId);
  const list: RemovedThings = {
    data: removed.all.map((thing) => ({
      id: thing.id,
      kind: thing.kind,
      subject: thing.subject,
      object: thing.object.name,
      field: thing.field?.name ?? null,
      title: thing.field?.title ?? thing.object.title,
      version: thing.version,
      removed_at: thing.removedAt,
      removed_by: thing.removedBy,
    })),
  };
  return jsonOf(list);
}

async function purge(exchange: Exchange): Promise<Answer> {
  return letGo(exchange, () => true);
}

async function purgeFormer(exchange: Exchange): Promise<Answer> {
  return letGo(exchange, (kind) => kind === "former");
}

async function letGo(exchange: Exchange, isRight: (kind: string) => boolean): Promise<Answer> {
  const id = exchange.parameter("id");
  const { services, catalog } = exchange;
  const count = await purgeRemoved(
    services.database,
    catalog,
    (thing) => thing.id === id && isRight(thing.kind),
    actorOf(exchange),
  );
  return count === 0 ? refuse(exchange, problem("not_found")) : new Answer(null, { status: 204 });
}

async function conversions(exchange: Exchange): Promise<Answer> {
  const { executor, catalog, clock } = exchange;
  const open = await readConversions(executor, catalog, clock.timeZone);
  const list: OpenConversions = {
    data: open.map(({ thing, object, field, count, values }) => ({
      id: thing.id,
      object: object.name,
      field: field.name,
      before: thing.field?.type.name ?? "",
      after: field.type.name,
      version: thing.version,
      count,
      values,
    })),
  };
  return jsonOf(list);
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

async function dismiss(exchange: Exchange): Promise<Answer> {
  const record = exchange.parameter("record");
  const isDismissed =
    uuid.test(record) &&
    (await dismissValue(exchange.executor, exchange.catalog, exchange.parameter("id"), record));
  return isDismissed ? new Answer(null, { status: 204 }) : refuse(exchange, problem("not_found"));
}
