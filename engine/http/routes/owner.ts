/** Giving records to another owner. */
import type { TransferAnswer } from "../../../metadata/access/wire.ts";
import type { ObjectModel } from "../../../metadata/model/object-model.ts";
import { pointer, problem } from "../../../metadata/problem.ts";
import { aboutMember } from "../../access/members.ts";
import { recordAct } from "../../audit/record-act.ts";
import { uuidPattern } from "../../db/uuid.ts";
import {
  assignRecord,
  transferAllOf,
  transferMaximum,
  transferRecord,
  transferRecords,
} from "../../records/transfer.ts";
import { atomic, orRefuse, Refused, type Writer } from "../../records/writer.ts";
import { actorOf } from "../acting.ts";
import { Answer } from "../answer.ts";
import { type Exchange, writerOf } from "../exchange.ts";
import { type Form, openForm } from "../form.ts";
import { json, jsonOf, type Route } from "../route.ts";
import { etag, ifMatch, objectOf, refuse } from "./records.ts";

const given = { method: "POST", guard: "signed_in", query: [], idempotent: true } as const;

export const ownerRoutes: readonly Route[] = [
  { ...given, path: "/records/:object/:id/owner", handle: one },
  { ...given, path: "/records/:object/owner", handle: several },
];

/** The object, for who may give its records away. */
function transferable(exchange: Exchange): ObjectModel | Answer {
  const model = objectOf(exchange, "update");
  if (model instanceof Answer) return model;
  return exchange.rights.may(model, "transfer")
    ? model
    : refuse(exchange, problem("not_permitted"));
}

async function one(exchange: Exchange): Promise<Answer> {
  const model = transferable(exchange);
  if (model instanceof Answer) return model;
  const base = ifMatch(exchange);
  if (!base.ok) return refuse(exchange, ...base.problems);
  const id = exchange.parameter("id");
  if (!uuidPattern.test(id)) return refuse(exchange, problem("record_not_found"));
  const form = await openForm(exchange, ["owner", "assign"]);
  if (form instanceof Answer) return form;
  const byRules = form.truth("assign") === true;
  const owner = byRules && !form.has("owner") ? "" : personIn(form, "owner");
  if (byRules && form.has("owner")) form.problems.push(problem("owner_or_assign"));
  if (form.problems.length > 0) return refuse(exchange, ...form.problems);
  const writer = writerOf(exchange);
  const moved = byRules
    ? await assignRecord(writer, model, id, base.value)
    : await transferRecord(writer, model, id, owner, base.value);
  return moved.ok
    ? json(moved.value.json, 200, etag(moved.value.revision))
    : refuse(exchange, ...moved.problems);
}

async function several(exchange: Exchange): Promise<Answer> {
  const model = transferable(exchange);
  if (model instanceof Answer) return model;
  const form = await openForm(exchange, ["ids", "from", "owner"]);
  if (form instanceof Answer) return form;
  const owner = personIn(form, "owner");
  if (form.has("ids") === form.has("from")) form.problems.push(problem("ids_or_from"));
  const from = form.has("from") ? personIn(form, "from") : null;
  const ids = idsIn(form);
  if (form.problems.length > 0) return refuse(exchange, ...form.problems);
  try {
    const answer = await atomic(writerOf(exchange), (inside) =>
      giveSeveral(exchange, inside, model, { ids, from, owner }),
    );
    return jsonOf(answer);
  } catch (error) {
    if (error instanceof Refused) return refuse(exchange, ...error.problems);
    throw error;
  }
}

interface Several {
  readonly ids: readonly string[];
  /** Whose records; null: those of `ids`. */
  readonly from: string | null;
  readonly owner: string;
}

/** @throws Refused */
async function giveSeveral(
  exchange: Exchange,
  inside: Writer,
  model: ObjectModel,
  { ids, from, owner }: Several,
): Promise<TransferAnswer> {
  const { to, records, more } = orRefuse(
    from === null
      ? await transferRecords(inside, model, ids, owner)
      : await transferAllOf(inside, model, from, owner),
  );
  const { whom } = aboutMember(to);
  const about = { object: model.name, count: records.length, from, owner, whom };
  if (records.length > 0)
    await recordAct(inside.executor, actorOf(exchange), "records_transferred", about);
  return { data: records, more };
}

function personIn(form: Form, name: string): string {
  const id = form.text(name, { maximum: 36 });
  if (id !== "" && !uuidPattern.test(id))
    form.problems.push(problem("owner_unknown", pointer("", name)));
  return id;
}

function idsIn(form: Form): readonly string[] {
  const ids = form.names("ids");
  if (ids === null) return [];
  if (ids.length === 0) form.problems.push(problem("too_few_items", "/ids", { minimum: 1 }));
  if (ids.length > transferMaximum)
    form.problems.push(problem("too_many_items", "/ids", { maximum: transferMaximum }));
  const unknown = ids.findIndex((id) => !uuidPattern.test(id));
  if (unknown >= 0) form.problems.push(problem("record_not_found", pointer("/ids", unknown)));
  return ids;
}
