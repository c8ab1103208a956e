import type { Catalog } from "../catalog/catalog.ts";
import type { Services } from "../http/exchange.ts";
import { type CommandCall, requiredOption } from "./command.ts";

/** The catalog of `--workspace`. @throws Error when there is no such workspace */
export async function workspaceCatalog(call: CommandCall, services: Services): Promise<Catalog> {
  const name = requiredOption(call, "workspace");
  const catalog = await services.catalogs.current(name);
  if (catalog === null) {
    throw new Error(`There is no workspace "${name}". Create it: tenon workspace create ${name}`);
  }
  return catalog;
}
