/**
 * Records shared one by one, beyond what roles reach: with a person or a team, to be read or
 * changed, for ever or until a time. What the receiver sees of the record is up to his own roles.
 */

import type { ShareAccess } from "../../metadata/access/role.ts";
import type { ReceiverKind, RecordShare } from "../../metadata/access/wire.ts";
import { identifier, type Sql, slot, sql } from "../../metadata/expressions/index.ts";
import type { ObjectModel } from "../../metadata/model/object-model.ts";
import { problem } from "../../metadata/problem.ts";
import type { Rights } from "../access/rights.ts";
import type { Catalog } from "../catalog/catalog.ts";
import type { TextRow } from "../db/database.ts";
import { quoted, tableOf } from "../db/names.ts";
import { newUuid } from "../db/uuid.ts";
import { prepareSql } from "../query/plan-cache.ts";
import { timestampText } from "../query/projection.ts";
import { type Reader, recordNotFound } from "../query/read-records.ts";
import { noteSharing } from "./history.ts";
import { idsWithin, requireReach } from "./within-reach.ts";
import { atomic, Refused, type Writer } from "./writer.ts";

/** Shares of one record at once; who needs more makes a team or a sharing rule. */
export const sharesMaximum = 100;

export function shareTables(schema: string): readonly string[] {
  const table = `${quoted(schema)}."_share"`;
  return [
    `create table ${table} ("id" uuid not null, "object" text not null, "record" uuid not null, "receiver" uuid not null, "kind" text not null, "access" text not null, "until" timestamptz(3), "by" uuid not null, "at" timestamptz(3) not null, constraint "_share_pk" primary key ("id"))`,
    `create unique index "_share_record" on ${table} ("record", "receiver")`,
    `create index "_share_receiver" on ${table} ("receiver", "object", "record")`,
    shareEndIndex(schema),
  ];
}

/** By when shares end, for those who are told of it. */
export const shareEndIndex = (schema: string): string =>
  `create index "_share_until" on ${quoted(schema)}."_share" ("until") where "until" is not null`;

const shareTable = ({ schema }: Catalog): Sql => identifier(schema, "_share");

/** A share that was handed on would live longer than the one it came from: only roles count. */
const byRoles = (rights: Rights): Rights => ({
  ...rights,
  key: `${rights.key}\u0001without shares`,
  reach: (model, verb) => {
    const reach = rights.reach(model, verb);
    return reach && { ...reach, any: reach.any.filter(({ kind }) => kind !== "shared") };
  },
});

/** @throws Refused when the record may not be shared by who asks, or not for so much */
async function requireSharing(
  reader: Reader,
  model: ObjectModel,
  id: string,
  access: ShareAccess,
): Promise<void> {
  const seen = await idsWithin(reader, model, [id], "read");
  if (!seen.has(id)) throw new Refused([recordNotFound()]);
  const { rights } = reader;
  if (!rights.may(model, "share") || !rights.mayUse(model, access))
    throw new Refused([problem("not_permitted")]);
  const own = { ...reader, rights: byRoles(rights) };
  try {
    await requireReach(own, model, id, access);
  } catch (error) {
    if (error instanceof Refused) throw new Refused([problem("not_permitted")]);
    throw error;
  }
}

/** Who the record is shared with, oldest first. @throws Refused */
export async function readShares(
  reader: Reader,
  model: ObjectModel,
  id: string,
): Promise<readonly RecordShare[]> {
  await requireSharing(reader, model, id, "read");
  return sharesOf(reader, id);
}

async function sharesOf(reader: Reader, id: string): Promise<readonly RecordShare[]> {
  const { catalog, clock } = reader;
  const names = sql`coalesce(p."name", t."name")`;
  const table = (name: string): Sql => {
    const model = catalog.objects.get(name);
    if (model === undefined) throw new Error(`There is no object ${name}`);
    return identifier(catalog.schema, tableOf(model));
  };
  const statement = sql`select s."id"::text, s."kind", s."receiver"::text, ${names}, s."access", s."until", s."by"::text, b."name", s."at"
    from ${shareTable(catalog)} s
    left join ${table("user")} p on p."id" = s."receiver" left join ${table("team")} t on t."id" = s."receiver" left join ${table("user")} b on b."id" = s."by"
    where s."record" = ${slot("record", "uuid")} and (s."until" is null or s."until" > ${slot("now", "timestamptz")})
    order by s."at", s."id"`;
  const { rows } = await reader.executor.run(
    prepareSql(statement).bind({ record: id, now: clock.now }),
  );
  return rows.map(shareOf);
}

const shareOf = ([
  id,
  kind,
  receiver,
  name,
  access,
  until,
  by,
  byName,
  at,
]: TextRow): RecordShare => ({
  id: String(id),
  receiver: { kind: kind === "team" ? "team" : "person", id: String(receiver), name: name ?? null },
  access: access === "update" ? "update" : "read",
  until: until ? timestampText(until) : null,
  by: { id: String(by), name: byName ?? null },
  at: timestampText(String(at)),
});

export interface NewShare {
  readonly kind: ReceiverKind;
  readonly receiver: string;
  readonly access: ShareAccess;
  /** Null: until it is ended. */
  readonly until: Date | null;
}

/** Shares a record; with the same receiver again: as it is said now. @throws Refused */
export async function shareRecord(
  writer: Writer,
  model: ObjectModel,
  id: string,
  share: NewShare,
): Promise<RecordShare> {
  return atomic(writer, async (inside) => {
    await requireSharing(inside, model, id, share.access);
    await requireReceiver(inside, share);
    const known = await sharesOf(inside, id);
    const others = known.filter(({ receiver }) => receiver.id !== share.receiver);
    if (others.length >= sharesMaximum)
      throw new Refused([problem("too_many_shares", "", { maximum: sharesMaximum })]);
    const statement = sql`insert into ${shareTable(inside.catalog)} as s ("id", "object", "record", "receiver", "kind", "access", "until", "by", "at")
      values (${slot("id", "uuid")}, ${slot("object", "text")}, ${slot("record", "uuid")}, ${slot("receiver", "uuid")}, ${slot("kind", "text")}, ${slot("access", "text")}, ${slot("until", "timestamptz")}, ${slot("by", "uuid")}, ${slot("at", "timestamptz")})
      on conflict ("record", "receiver") do update set "access" = excluded."access", "until" = excluded."until", "by" = excluded."by", "at" = excluded."at"`;
    await inside.executor.run(
      prepareSql(statement).bind({
        id: newUuid(),
        object: model.id,
        record: id,
        receiver: share.receiver,
        kind: share.kind,
        access: share.access,
        until: share.until?.toISOString() ?? null,
        by: inside.actor,
        at: inside.clock.now,
      }),
    );
    await noteSharing(inside, model, id);
    const made = (await sharesOf(inside, id)).find(
      ({ receiver }) => receiver.id === share.receiver,
    );
    if (made === undefined) throw new Refused([problem("share_has_ended", "/until")]);
    return made;
  });
}

/** Takes a share back. @throws Refused */
export async function endShare(
  writer: Writer,
  model: ObjectModel,
  id: string,
  share: string,
): Promise<void> {
  await requireSharing(writer, model, id, "read");
  const statement = sql`delete from ${shareTable(writer.catalog)} where "id" = ${slot("id", "uuid")} and "record" = ${slot("record", "uuid")}`;
  const { rowCount } = await writer.executor.run(
    prepareSql(statement).bind({ id: share, record: id }),
  );
  if (rowCount === 0) throw new Refused([problem("share_not_found")]);
  await noteSharing(writer, model, id);
}

/** A person who may come in, or a team. @throws Refused */
async function requireReceiver(reader: Reader, { kind, receiver }: NewShare): Promise<void> {
  const { catalog, executor } = reader;
  const teams = catalog.objects.get("team");
  if (teams === undefined) throw new Error("There is no object team");
  const found =
    kind === "person"
      ? await executor.run({
          text: "select 1 from core.membership m join core.account a on a.id = m.account where m.workspace = $1 and m.account = $2 and not m.disabled and not a.disabled",
          values: [catalog.workspaceId, receiver],
        })
      : await executor.run(
          prepareSql(
            sql`select 1 from ${identifier(catalog.schema, tableOf(teams))} where "id" = ${slot("id", "uuid")}`,
          ).bind({ id: receiver }),
        );
  if (found.rowCount === 0) throw new Refused([problem("receiver_unknown", `/${kind}`)]);
}
