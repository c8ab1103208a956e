/** Addresses for routes of the table, with something in the place of each parameter. */
import type { Route } from "../../engine/http/route.ts";

const nobody = "01a00000-0000-7000-8000-000000000000";

/** What stands for each parameter unless a test says otherwise. */
const usual: Readonly<Record<string, string>> = {
  object: "note",
  kind: "object",
  name: "note",
  version: "1",
  revision: "1",
  field: "text",
};

/**
 * The path of a route below `/{workspace}/api`; a parameter that nothing is said of is an unknown id.
 * A stream of changes that is granted has no end: its address names what nobody may follow.
 */
export const routeAddress = (
  { path }: Pick<Route, "path">,
  values: Readonly<Record<string, string>> = {},
): string =>
  path === "/changes"
    ? "/changes?objects=nowhere"
    : path.replace(/:(\w+)/g, (_, name: string) => values[name] ?? usual[name] ?? nobody);
