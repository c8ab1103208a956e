/** Looking at the workspace as somebody else sees it: read-only, for an hour, and logged. */
import { problem } from "../../../metadata/problem.ts";
import { judged, requireHeld } from "../../access/authority.ts";
import { recordAct } from "../../audit/record-act.ts";
import { uuidPattern } from "../../db/uuid.ts";
import { actorOf, administratorOf } from "../acting.ts";
import { Answer } from "../answer.ts";
import type { Exchange } from "../exchange.ts";
import type { Route } from "../route.ts";
import { callerOf } from "./account.ts";
import { refuse } from "./records.ts";

export const viewAsRoutes: readonly Route[] = [
  { method: "POST", path: "/users/:id/view-as", guard: "onlooker", query: [], handle: begin },
  {
    method: "DELETE",
    path: "/auth/view-as",
    guard: "signed_in",
    query: [],
    whileViewing: true,
    handle: end,
  },
];

/** Nobody looks as one who may do what he may not himself. */
async function begin(exchange: Exchange): Promise<Answer> {
  const { services } = exchange;
  const id = exchange.parameter("id");
  const caller = callerOf(exchange);
  if (!uuidPattern.test(id)) return refuse(exchange, problem("user_not_found"));
  if (caller.via !== "session") return refuse(exchange, problem("viewing_needs_session"));
  const found = await judged(requireHeld(services.database, administratorOf(exchange), id));
  if (!found.ok) return refuse(exchange, ...found.problems);
  if (found.value.state !== "active") return refuse(exchange, problem("user_is_disabled"));
  const about = { account: id, whom: found.value.name };
  await recordAct(services.database, actorOf(exchange), "viewing_begun", about);
  await services.credentials.viewAs(caller.digest, id);
  told(exchange, "viewing_begun", caller.account.id, id);
  return new Answer(null, { status: 204 });
}

/** Back to one's own eyes; nothing happens to a session that has them. */
async function end(exchange: Exchange): Promise<Answer> {
  const { account, onlooker, digest } = callerOf(exchange);
  if (onlooker !== null) {
    const { database, credentials } = exchange.services;
    const about = { account: account.id, whom: account.name };
    await recordAct(database, actorOf(exchange), "viewing_ended", about);
    await credentials.viewAs(digest, null);
    told(exchange, "viewing_ended", onlooker.account.id, account.id);
  }
  return new Answer(null, { status: 204 });
}

function told(
  { services, requestId, catalog }: Exchange,
  kind: "viewing_begun" | "viewing_ended",
  by: string,
  account: string,
): void {
  services.observe({ kind, requestId, workspace: catalog.workspace, by, account });
}
