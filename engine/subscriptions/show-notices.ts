/**
 * Notices of subscriptions in words, of what their reader may see at this moment: records beyond his
 * reach and fields that are hidden from him are left out, whatever he might see when they were written.
 */
import type { ObjectModel } from "../../metadata/model/object-model.ts";
import { resolveObject } from "../../metadata/model/resolve-object.ts";
import type { Locale } from "../../metadata/text.ts";
import { accountNames } from "../access/accounts.ts";
import { localised } from "../catalog/localised.ts";
import type { Executor } from "../db/database.ts";
import type { Reader } from "../query/read-records.ts";
import { recordHeads } from "../records/record-heads.ts";
import { deletedTitles } from "../records/recycle-bin.ts";
import { idsWithin } from "../records/within-reach.ts";
import { noticeWords } from "./notice-words.ts";
import { seesDeletions } from "./tell-followers.ts";
import type { Told, ToldRecord, ToldWrite } from "./told.ts";
import { seenFields } from "./touched-fields.ts";

/** A subscription's notice as it is shown. */
export interface ShownNews {
  readonly subject: string;
  readonly text: string | null;
  /** Name of the object; null when nothing of it may be seen. */
  readonly object: string | null;
  readonly record: string | null;
  /** How the screen shows the list that it is about. */
  readonly view: string | null;
}

/** Records of a notice that are named one by one. */
export const namedRecordsMaximum = 5;

export interface Showing {
  readonly reader: Reader;
  /** Where names of people are. */
  readonly core: Executor;
  readonly locale: Locale;
}

export async function showNews(
  showing: Showing,
  told: readonly Told[],
): Promise<ReadonlyMap<Told | null, ShownNews>> {
  const { reader, core } = showing;
  const models = new Map([...reader.catalog.objects.values()].map((model) => [model.id, model]));
  const shown = new Map<Told, Visible>();
  for (const [object, group] of Map.groupBy(told, ({ object: id }) => id)) {
    const model = models.get(object);
    if (model === undefined) continue;
    for (const [each, records] of await visibleOf(reader, model, group))
      shown.set(each, { model, records });
  }
  const named = [...shown.values()].flatMap(({ model, records }) =>
    records.slice(-namedRecordsMaximum).map(({ id }) => ({ object: model.name, record: id })),
  );
  const heads = await recordHeads(reader, named);
  const names = await accountNames(
    core,
    [...shown.values()].flatMap(({ records }) =>
      records.flatMap(({ writes }) => writes.flatMap(({ by }) => by ?? [])),
    ),
  );
  const deleted = new Map<string, string>();
  for (const { model, records } of shown.values()) {
    const gone = records.filter(({ writes }) => writes.some(({ kind }) => kind === "deleted"));
    const ids = gone.map(({ id }) => id);
    for (const [id, title] of await deletedTitles(reader, model, ids)) deleted.set(id, title);
  }
  const titleOf = (id: string) => heads.get(id)?.title ?? deleted.get(id) ?? "";
  const newsOf = (each: Told): ShownNews => {
    const visible = shown.get(each);
    if (visible === undefined || visible.records.length === 0) return unseen(showing.locale);
    const wording = wordingOf(showing, visible.model, { titleOf, names });
    return each.record === null ? listWords(wording, each, visible) : recordWords(wording, visible);
  };
  return new Map(told.map((each) => [each, newsOf(each)]));
}

/** What of a notice may be seen. */
interface Visible {
  readonly model: ObjectModel;
  readonly records: readonly ToldRecord[];
}

async function visibleOf(
  reader: Reader,
  model: ObjectModel,
  told: readonly Told[],
): Promise<ReadonlyMap<Told, readonly ToldRecord[]>> {
  const ids = new Set(told.flatMap(({ records }) => records.map(({ id }) => id)));
  const within = await idsWithin(reader, model, [...ids], "read");
  const isShown = (id: string, { kind, places }: ToldWrite): boolean =>
    kind === "deleted"
      ? seesDeletions(reader, model)
      : within.has(id) &&
        (kind === "created" || seenFields(model, places, reader.rights).length > 0);
  return new Map(
    told.map((each) => [
      each,
      each.records.flatMap(({ id, writes }): readonly ToldRecord[] => {
        const seen = writes.filter((write) => isShown(id, write));
        return seen.length === 0 ? [] : [{ id, writes: seen }];
      }),
    ]),
  );
}

const unseen = (locale: Locale): ShownNews => ({
  subject: noticeWords[locale].unseen,
  text: null,
  object: null,
  record: null,
  view: null,
});

/** What words are made with. */
interface Wording {
  readonly locale: Locale;
  readonly objectTitle: string;
  /** Empty: it has none that may be seen. */
  titleOf(id: string): string;
  nameOf(account: string | null): string;
  /** Titles of what a write has touched, as far as they may be known. */
  fieldsOf(write: ToldWrite): readonly string[];
}

function wordingOf(
  { reader, locale }: Showing,
  model: ObjectModel,
  { titleOf, names }: { titleOf(id: string): string; readonly names: ReadonlyMap<string, string> },
): Wording {
  const document = localised(reader.catalog, locale).object(model.name);
  const translated = document === undefined ? model : resolveObject(document, locale);
  return {
    locale,
    objectTitle: translated.title,
    titleOf,
    nameOf: (account) => names.get(account ?? "") ?? noticeWords[locale].nobody,
    fieldsOf: ({ places }) =>
      seenFields(model, places, reader.rights).map(
        ({ name, title }) => translated.byName.get(name)?.title ?? title,
      ),
  };
}

function recordWords(wording: Wording, { model, records }: Visible): ShownNews {
  const { locale, objectTitle, titleOf, nameOf, fieldsOf } = wording;
  const words = noticeWords[locale];
  const { id = "", writes = [] } = records[0] ?? {};
  const kind = writes.findLast((write) => write.kind !== "changed")?.kind ?? "changed";
  const lines = writes.map((write) => {
    const fields = fieldsOf(write).join(words.separator);
    const done = write.kind === "created" ? words.restored : words.done[write.kind];
    return nameOf(write.by) + words.colon + (fields === "" ? done : fields);
  });
  return {
    subject: words.record[kind](`${objectTitle} ${titleOf(id)}`.trim()),
    text: lines.join("\n"),
    object: model.name,
    record: kind === "deleted" ? null : id,
    view: null,
  };
}

/** The latest records first. */
function listWords(
  { locale, objectTitle, titleOf, nameOf, fieldsOf }: Wording,
  { title, view, more }: Told,
  { model, records }: Visible,
): ShownNews {
  const words = noticeWords[locale];
  const named = records.slice(-namedRecordsMaximum).reverse();
  const lines = named.map(({ id, writes }) => {
    const done = writes.map((write) => {
      const fields = write.kind === "changed" ? fieldsOf(write) : [words.done[write.kind]];
      return words.by(fields.join(words.separator), nameOf(write.by));
    });
    return (titleOf(id) || objectTitle) + words.colon + done.join("; ");
  });
  const rest = records.length - named.length;
  return {
    subject: words.list(title ?? objectTitle, records.length, more),
    text: [...lines, ...(rest > 0 || more ? [words.further(rest, more)] : [])].join("\n"),
    object: model.name,
    record: null,
    view,
  };
}
