import { roleNames } from "../access/roles.ts";
import { mayStart } from "../automation/actions.ts";
import type { Exchange } from "./exchange.ts";

/** Whether the caller may start what is for these roles. */
export const mayBegin = (
  { rights, principal, catalog }: Pick<Exchange, "rights" | "principal" | "catalog">,
  asked: readonly string[],
): boolean =>
  mayStart(
    { mayDesign: rights.mayDesign, roles: roleNames(catalog, principal?.roles ?? []) },
    asked,
  );
