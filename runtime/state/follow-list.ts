/** An open list follows the changes of others: in place where it can, else it is read again. */
import type { InfiniteData } from "@tanstack/solid-query";
import { createEffect, on, onCleanup } from "solid-js";
import type { ObjectModel } from "../../metadata/model/object-model.ts";
import type { RecordChange, RecordJson, RecordPage } from "../../metadata/wire.ts";
import { type ChangeStream, openChangeStream } from "../client/change-stream.ts";
import type { Application } from "./application.ts";
import { textLiteral } from "./filter-expression.ts";
import { type RecordList, recordsKey } from "./record-list.ts";

/** Changes that come together are answered together. */
const gatherMilliseconds = 100;
/** A list that changes all the time is read again so often. */
const reloadMilliseconds = 2000;
/** Records that a stream may name. */
const namedMaximum = 100;
const reopenMilliseconds = 1000;

/** Call where the list is drawn; ends with it. */
export function followList(
  application: Application,
  model: () => ObjectModel,
  list: RecordList,
): void {
  createEffect(
    on(
      () => (application.session.state().kind === "signed_in" ? model().name : undefined),
      (object) => {
        if (object !== undefined) follow(application, object, list);
      },
    ),
  );
}

function follow(application: Application, object: string, list: RecordList): void {
  const changes = new Map<string, RecordChange>();
  let unknown = false;
  let readAt = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const later = (milliseconds = gatherMilliseconds): void => {
    timer ??= setTimeout(() => void react(), milliseconds);
  };
  const react = async (): Promise<void> => {
    const news = [...changes.values()].filter((change) => isNews(list.rows(), change));
    const ids = news.flatMap(({ id, kind }) => (kind === "changed" ? [id] : []));
    const inPlace = !unknown && ids.length === news.length;
    changes.clear();
    const done =
      inPlace && (ids.length === 0 || (await refreshRows(application, object, list, ids)));
    timer = undefined;
    if (done) return changes.size > 0 ? later() : undefined;
    unknown = true;
    const wait = readAt + reloadMilliseconds - performance.now();
    if (wait > 0) return later(wait);
    unknown = false;
    readAt = performance.now();
    await application.queries.invalidateQueries({ queryKey: recordsKey(object) });
  };

  let reopening: ReturnType<typeof setTimeout> | undefined;
  const reopen = (): void => {
    clearTimeout(reopening);
    reopening = setTimeout(() => stream.reopen(), reopenMilliseconds);
  };
  /** Whoever does not reach every record is told that one is gone only if he names it. */
  let isWhole = true;
  const stream: ChangeStream = openChangeStream(
    application.client,
    () => ({
      objects: [object],
      records: isWhole ? [] : namedIds(list).map((id) => `${object}/${id}`),
    }),
    {
      onReady: ({ whole }) => {
        const before = isWhole;
        isWhole = whole.includes(object);
        if (before && !isWhole) reopen();
      },
      onChange: (change) => {
        application.titles.forget(object);
        application.related.forget(object);
        changes.set(change.id, change);
        later();
      },
      onUnknown: () => {
        unknown = true;
        later();
      },
      onSignedOut: application.session.doubt,
    },
  );
  createEffect(
    on(
      () => namedIds(list).join(),
      () => {
        if (!isWhole) reopen();
      },
      { defer: true },
    ),
  );
  onCleanup(() => {
    clearTimeout(timer);
    clearTimeout(reopening);
    stream.stop();
  });
}

const namedIds = (list: RecordList): readonly string[] =>
  list
    .rows()
    .slice(0, namedMaximum)
    .map(({ id }) => id);

/** False for what the list shows already: usually one's own change. */
function isNews(rows: readonly RecordJson[], change: RecordChange): boolean {
  const row = rows.find(({ id }) => id === change.id);
  if (change.kind === "gone" || change.kind === "deleted") return true;
  return row === undefined || row.revision < change.revision;
}

/** Reads rows that are there anew; false when the list would be another than before. */
async function refreshRows(
  application: Application,
  object: string,
  list: RecordList,
  ids: readonly string[],
): Promise<boolean> {
  const before = new Map(list.rows().map((row) => [row.id, row]));
  if (ids.length > namedMaximum || ids.some((id) => !before.has(id))) return false;
  const { key, query } = list.source();
  const those = `id in [${ids.map(textLiteral).join(", ")}]`;
  const filter = query.filter === undefined ? those : `(${query.filter}) && ${those}`;
  const page = await application.client
    .load<RecordPage>(`/records/${object}`, { ...query, filter })
    .catch(() => null);
  if (page === null || page.data.length < ids.length) return false;
  if (page.data.some((row) => hasMoved(query.sort, before.get(row.id), row))) return false;
  const fresh = new Map(page.data.map((row) => [row.id, row]));
  application.queries.setQueryData<InfiniteData<RecordPage>>(
    key,
    (data) =>
      data && {
        ...data,
        pages: data.pages.map((each) => ({
          ...each,
          data: each.data.map((row) => fresh.get(row.id) ?? row),
        })),
      },
  );
  return true;
}

/** Whether a value that the list is sorted by is another now, or cannot be seen in the row. */
function hasMoved(sort: string | undefined, before: RecordJson | undefined, now: RecordJson) {
  const names = sort?.split(",").map((key) => key.replace(/^-/, "").split(".")[0] ?? "") ?? [];
  return names.some(
    (name) => !(name in now) || JSON.stringify(before?.[name]) !== JSON.stringify(now[name]),
  );
}
