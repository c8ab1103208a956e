/** The clear text of secrets: one at a time, to those who may, each answer in the audit log. */
import type { FieldModel, ObjectModel } from "../../../metadata/model/object-model.ts";
import { problem } from "../../../metadata/problem.ts";
import { recordAct } from "../../audit/record-act.ts";
import { uuidPattern } from "../../db/uuid.ts";
import { readRecord } from "../../query/read-records.ts";
import { revealSecret } from "../../records/reveal-secret.ts";
import { actorOf } from "../acting.ts";
import { Answer } from "../answer.ts";
import { type Exchange, writerOf } from "../exchange.ts";
import { jsonOf, type Route } from "../route.ts";
import { objectOf, refuse } from "./records.ts";

export const secretRoutes: readonly Route[] = [
  {
    method: "POST",
    path: "/records/:object/:id/secrets/:field",
    guard: "signed_in",
    // Never kept for repeats: an answer would lie in clear beside its Idempotency-Key.
    query: ["row"],
    handle: reveal,
  },
];

async function reveal(exchange: Exchange): Promise<Answer> {
  const model = objectOf(exchange, "read");
  if (model instanceof Answer) return model;
  const name = exchange.parameter("field");
  const id = exchange.parameter("id");
  const row = exchange.query.get("row");
  const found = secretField(exchange, model, name);
  if (found === null) return refuse(exchange, problem("unknown_field", "", { name, hint: "" }));
  const { rights, services } = exchange;
  if (!rights.mayReveal(found.holder, found.field))
    return refuse(exchange, problem("not_permitted"));
  const inRows = found.holder !== model;
  if (
    !uuidPattern.test(id) ||
    inRows !== (row !== null) ||
    (row !== null && !uuidPattern.test(row))
  )
    return refuse(exchange, problem("record_not_found"));
  if (rights.reach(model, "read") !== null) {
    const seen = await readRecord(writerOf(exchange), model, id);
    if (!seen.ok) return refuse(exchange, ...seen.problems);
  }
  const address = { model: found.holder, field: found.field, id, row };
  const clear = await revealSecret(writerOf(exchange), address);
  const about = { object: found.holder.name, field: found.field.name, record: row ?? id };
  if (!clear.ok) {
    if (clear.problems[0]?.code === "secret_not_readable")
      services.observe({
        kind: "secret_not_readable",
        requestId: exchange.requestId,
        workspace: exchange.catalog.workspace,
        account: exchange.principal?.account.id ?? "",
        ...about,
      });
    return refuse(exchange, ...clear.problems);
  }
  // Nobody is answered before it is written down.
  await recordAct(services.database, actorOf(exchange), "secret_revealed", about);
  return jsonOf({ value: clear.value }, 200, { "cache-control": "no-store" });
}

/** `password`, or `lines.password` of child rows; null for what is no secret, or not to be seen. */
function secretField(
  { rights }: Exchange,
  model: ObjectModel,
  name: string,
): { readonly holder: ObjectModel; readonly field: FieldModel } | null {
  let holder = model;
  const [last = "", ...path] = name.split(".").reverse();
  for (const step of path.reverse()) {
    const rows = holder.byName.get(step);
    if (!rows?.children || !rights.mayRead(holder, rows)) return null;
    holder = rows.children;
  }
  const field = holder.byName.get(last);
  return field?.type.sealed && rights.mayRead(holder, field) ? { holder, field } : null;
}
