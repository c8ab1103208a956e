/** Records shared one by one with people and teams. */
import { shareAccesses } from "../../../metadata/access/role.ts";
import type { RecordShares } from "../../../metadata/access/wire.ts";
import type { ObjectModel } from "../../../metadata/model/object-model.ts";
import { problem } from "../../../metadata/problem.ts";
import { recordAct } from "../../audit/record-act.ts";
import { uuidPattern } from "../../db/uuid.ts";
import { forgetStandings } from "../../query/standing.ts";
import { endShare, type NewShare, readShares, shareRecord } from "../../records/shares.ts";
import { atomic, Refused } from "../../records/writer.ts";
import { actorOf } from "../acting.ts";
import { Answer } from "../answer.ts";
import { type Exchange, readerOf, writerOf } from "../exchange.ts";
import { type Form, openForm } from "../form.ts";
import { jsonOf, type Route } from "../route.ts";
import { recordOf, refuse } from "./records.ts";

const path = "/records/:object/:id/shares";
const signedIn = { guard: "signed_in", query: [] } as const;

export const shareRoutes: readonly Route[] = [
  { method: "GET", path, ...signedIn, handle: list },
  { method: "POST", path, ...signedIn, idempotent: true, handle: share },
  { method: "DELETE", path: `${path}/:share`, ...signedIn, handle: end },
];

async function list(exchange: Exchange): Promise<Answer> {
  return withRecord(exchange, async (model, id) => {
    const shares: RecordShares = { data: await readShares(readerOf(exchange), model, id) };
    return jsonOf(shares);
  });
}

async function share(exchange: Exchange): Promise<Answer> {
  return withRecord(exchange, async (model, id) => {
    const form = await openForm(exchange, ["person", "team", "access", "until"]);
    if (form instanceof Answer) return form;
    const wanted = shareOf(form, exchange.clock.now);
    if (form.problems.length > 0) return refuse(exchange, ...form.problems);
    const made = await atomic(writerOf(exchange), async (inside) => {
      const shared = await shareRecord(inside, model, id, wanted);
      await recordAct(inside.executor, actorOf(exchange), "record_shared", {
        object: model.name,
        record: id,
        receiver: shared.receiver.id,
        whom: shared.receiver.name,
        access: shared.access,
      });
      return shared;
    });
    forgetStandings();
    return jsonOf(made, 201);
  });
}

function shareOf(form: Form, now: string): NewShare {
  const kind = form.has("team") ? "team" : "person";
  if (form.has("team") === form.has("person")) form.problems.push(problem("receiver_expected"));
  const receiver = form.has(kind) ? form.text(kind, { maximum: 36 }) : "";
  if (receiver !== "" && !uuidPattern.test(receiver))
    form.problems.push(problem("receiver_unknown", `/${kind}`));
  const until = form.moment("until");
  if (until !== null && until.toISOString() <= now)
    form.problems.push(problem("share_has_ended", "/until"));
  return { kind, receiver, access: form.choice("access", shareAccesses, "read"), until };
}

async function end(exchange: Exchange): Promise<Answer> {
  return withRecord(exchange, async (model, id) => {
    const shared = exchange.parameter("share");
    if (!uuidPattern.test(shared)) return refuse(exchange, problem("share_not_found"));
    await atomic(writerOf(exchange), async (inside) => {
      await endShare(inside, model, id, shared);
      const about = { object: model.name, record: id, share: shared };
      await recordAct(inside.executor, actorOf(exchange), "share_ended", about);
    });
    return new Answer(null, { status: 204 });
  });
}

/** Object and record of the address; what `work` refuses becomes the answer. */
async function withRecord(
  exchange: Exchange,
  work: (model: ObjectModel, id: string) => Promise<Answer>,
): Promise<Answer> {
  const found = recordOf(exchange, "read");
  if (found instanceof Answer) return found;
  try {
    return await work(found.model, found.id);
  } catch (error) {
    if (error instanceof Refused) return refuse(exchange, ...error.problems);
    throw error;
  }
}
