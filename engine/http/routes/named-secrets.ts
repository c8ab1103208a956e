/** Secrets of the workspace that scripts may send: written by who designs, told to nobody. */
import { isHostPattern } from "../../../metadata/automation/host-name.ts";
import { namePattern } from "../../../metadata/documents/checks/check-names.ts";
import { pointer, problem } from "../../../metadata/problem.ts";
import { recordAct } from "../../audit/record-act.ts";
import {
  listNamedSecrets,
  removeNamedSecret,
  writeNamedSecret,
} from "../../secrets/named-secrets.ts";
import { actorOf } from "../acting.ts";
import { Answer } from "../answer.ts";
import type { Exchange } from "../exchange.ts";
import { openForm } from "../form.ts";
import { json, type Route } from "../route.ts";
import { refuse } from "./records.ts";

const guard = "designer" as const;

export const namedSecretRoutes: readonly Route[] = [
  { method: "GET", path: "/secrets", guard, query: [], handle: list },
  { method: "PUT", path: "/secrets/:name", guard, query: [], handle: write },
  { method: "DELETE", path: "/secrets/:name", guard, query: [], handle: remove },
];

/** What a header can hold; what is shorter would be found in texts that are none of it. */
const secretPattern = /^[\x21-\x7e](?:[\x20-\x7e]{6,3998})[\x21-\x7e]$/;

async function list({ executor, catalog }: Exchange): Promise<Answer> {
  const texts = await listNamedSecrets(executor, catalog.schema);
  return json(`{"data":[${texts.join(",")}]}`);
}

async function write(exchange: Exchange): Promise<Answer> {
  const form = await openForm(exchange, ["value", "hosts"]);
  if (form instanceof Answer) return form;
  const name = exchange.parameter("name");
  const clear = form.text("value", { maximum: 4000, exact: true });
  const hosts = form.names("hosts") ?? [];
  if (!namePattern.test(name))
    form.problems.push(problem("name_invalid", "/name", { name, proposal: "erp_key" }));
  if (clear !== "" && !secretPattern.test(clear))
    form.problems.push(problem("secret_not_sendable", "/value"));
  if (hosts.length === 0) form.problems.push(problem("required", "/hosts"));
  for (const [index, host] of hosts.entries())
    if (!isHostPattern(host))
      form.problems.push(problem("host_invalid", pointer("/hosts", index), { host }));
  if (form.problems.length > 0) return refuse(exchange, ...form.problems);
  const { services, catalog, principal } = exchange;
  await services.database.transaction(async (transaction) => {
    const by = principal?.account.id ?? null;
    const secret = { name, clear, hosts };
    await writeNamedSecret(transaction, services.secrets, catalog, secret, by, new Date());
    await recordAct(transaction, actorOf(exchange), "secret_changed", { secret: name, hosts });
  });
  return new Answer(null, { status: 204 });
}

async function remove(exchange: Exchange): Promise<Answer> {
  const { services, catalog } = exchange;
  const name = exchange.parameter("name");
  const removed = await services.database.transaction(async (transaction) => {
    const found = await removeNamedSecret(transaction, catalog.schema, name);
    if (found) await recordAct(transaction, actorOf(exchange), "secret_removed", { secret: name });
    return found;
  });
  return removed
    ? new Answer(null, { status: 204 })
    : refuse(exchange, problem("secret_unknown", "", { name }));
}
