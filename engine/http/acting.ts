/** Who does something, as the audit log keeps it. */
import type { Administrator } from "../access/administration.ts";
import { roleNames } from "../access/roles.ts";
import type { Actor } from "../audit/record-act.ts";
import { addressOf } from "./caller.ts";
import type { Exchange } from "./exchange.ts";

export const actorOf = ({ catalog, principal, context }: Exchange): Actor => ({
  workspaceId: catalog.workspaceId,
  account: principal?.account.id ?? null,
  via: principal?.via ?? "sign_in",
  address: addressOf(context),
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
  return {
    principal,
    actor: actorOf(exchange),
    roleNames: (ids) => roleNames(catalog, ids),
  };
}
