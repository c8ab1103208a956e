/** Who does something, as the audit log keeps it. */
import type { Administrator } from "../access/authority.ts";
import type { Actor } from "../audit/record-act.ts";
import { addressOf } from "./caller.ts";
import type { Exchange } from "./exchange.ts";

/** The person himself, also while he looks at the workspace as somebody else. */
export const actorOf = (exchange: Exchange): Actor => ({
  workspaceId: exchange.catalog.workspaceId,
  account: (exchange.principal?.onlooker ?? exchange.principal)?.account.id ?? null,
  via: exchange.principal?.via ?? "sign_in",
  address: addressOf(exchange),
});

/** An account that is about to come in, or was refused; null: nobody knows whose it was. */
export const visitorActor = (exchange: Exchange, account: string | null): Actor => ({
  ...actorOf(exchange),
  account,
  via: "sign_in",
});

export function administratorOf(exchange: Exchange): Administrator {
  const { principal, catalog } = exchange;
  if (principal === null) throw new Error("The guard let nobody in");
  return { principal, actor: actorOf(exchange), catalog };
}
