/** What a record was, and the way back to it; the recycle bin. */
import { problem } from "../../../metadata/problem.ts";
import { readRecord } from "../../query/read-records.ts";
import { recordAtRevision, restoreRevision } from "../../records/former-record.ts";
import { itemsMaximum, readHistory } from "../../records/read-history.ts";
import { readBin, removeForGood } from "../../records/recycle-bin.ts";
import { restoreDeleted } from "../../records/restore-deleted.ts";
import { Answer } from "../answer.ts";
import { type Exchange, readerOf, writerOf } from "../exchange.ts";
import { json, jsonOf, type Route } from "../route.ts";
import { etag, ifMatch, objectOf, recordOf, refuse, sentObjectIfAny } from "./records.ts";

const record = "/records/:object/:id";

export const historyRoutes: readonly Route[] = [
  {
    method: "GET",
    path: "/records/:object/deleted",
    guard: "signed_in",
    query: ["limit", "after"],
    handle: listDeleted,
  },
  {
    method: "POST",
    path: `${record}/restore`,
    guard: "signed_in",
    query: [],
    idempotent: true,
    handle: restore,
  },
  {
    method: "DELETE",
    path: `${record}/deleted`,
    guard: "signed_in",
    query: [],
    handle: removeDeleted,
  },
  {
    method: "GET",
    path: `${record}/history`,
    guard: "signed_in",
    query: ["limit", "after"],
    handle: history,
  },
  {
    method: "GET",
    path: `${record}/history/:revision`,
    guard: "signed_in",
    query: [],
    handle: former,
  },
  {
    method: "POST",
    path: `${record}/history/:revision/restore`,
    guard: "signed_in",
    query: [],
    idempotent: true,
    handle: restoreFormer,
  },
];

const pageDefault = 50;

/** `limit`, refused when it is none. */
function limitOf(exchange: Exchange): number | Answer {
  const text = exchange.query.get("limit");
  if (text === null) return pageDefault;
  const limit = /^\d{1,4}$/.test(text) ? Number(text) : 0;
  return limit >= 1 && limit <= itemsMaximum
    ? limit
    : refuse(
        exchange,
        problem("invalid_parameter", "", { name: "limit", expected: `1 … ${itemsMaximum}` }),
      );
}

const wholeNumber = (text: string): number | null =>
  /^\d{1,15}$/.test(text) ? Number(text) : null;

async function history(exchange: Exchange): Promise<Answer> {
  const found = recordOf(exchange, "read");
  if (found instanceof Answer) return found;
  const limit = limitOf(exchange);
  if (limit instanceof Answer) return limit;
  const text = exchange.query.get("after");
  const after = text === null ? null : wholeNumber(text);
  if (text !== null && after === null) return refuse(exchange, problem("invalid_cursor"));
  const { rights } = exchange;
  if (rights.reach(found.model, "read") !== null) {
    const seen = await readRecord(readerOf(exchange), found.model, found.id);
    if (!seen.ok) return refuse(exchange, ...seen.problems);
  }
  const core = exchange.services.database;
  const page = await readHistory(readerOf(exchange), core, found.model, found.id, { limit, after });
  return page.data.length === 0 && after === null
    ? refuse(exchange, problem("record_not_found"))
    : jsonOf(page);
}

async function former(exchange: Exchange): Promise<Answer> {
  const found = recordOf(exchange, "read");
  if (found instanceof Answer) return found;
  const revision = wholeNumber(exchange.parameter("revision")) ?? 0;
  const state = await recordAtRevision(readerOf(exchange), found.model, found.id, revision);
  return state.ok ? jsonOf(state.value) : refuse(exchange, ...state.problems);
}

async function restoreFormer(exchange: Exchange): Promise<Answer> {
  const found = recordOf(exchange, "update");
  if (found instanceof Answer) return found;
  const base = ifMatch(exchange);
  if (!base.ok) return refuse(exchange, ...base.problems);
  const revision = wholeNumber(exchange.parameter("revision")) ?? 0;
  const { model, id } = found;
  const changed = await restoreRevision(writerOf(exchange), model, id, revision, base.value);
  return changed.ok
    ? json(changed.value.json, 200, etag(changed.value.revision))
    : refuse(exchange, ...changed.problems);
}

async function listDeleted(exchange: Exchange): Promise<Answer> {
  const model = objectOf(exchange, "delete");
  if (model instanceof Answer) return model;
  const limit = limitOf(exchange);
  if (limit instanceof Answer) return limit;
  const after = exchange.query.get("after");
  const core = exchange.services.database;
  const page = await readBin(writerOf(exchange), core, model, {
    limit,
    after,
    keptDays: exchange.services.config.recycleBinDays,
  });
  return page.ok ? jsonOf(page.value) : refuse(exchange, ...page.problems);
}

async function restore(exchange: Exchange): Promise<Answer> {
  const found = recordOf(exchange, "delete");
  if (found instanceof Answer) return found;
  // It may say what to put in the place of values that cannot come back.
  const values = await sentObjectIfAny(exchange);
  if (values instanceof Answer) return values;
  const restored = await restoreDeleted(writerOf(exchange), found.model, found.id, values);
  return restored.ok
    ? json(restored.value.json, 200, etag(restored.value.revision))
    : refuse(exchange, ...restored.problems);
}

async function removeDeleted(exchange: Exchange): Promise<Answer> {
  const found = recordOf(exchange, "delete");
  if (found instanceof Answer) return found;
  const removed = await removeForGood(writerOf(exchange), found.model, found.id);
  return removed.ok ? new Answer(null, { status: 204 }) : refuse(exchange, ...removed.problems);
}
