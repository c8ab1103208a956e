/** Which guard stands before which route, in a list that is kept by hand, and whom each lets pass. */
import { expect, test } from "vitest";
import { type Guard, passes } from "../../engine/http/route.ts";
import { routes } from "../../engine/http/routes.ts";
import { administrationRights } from "../../metadata/access/role.ts";
import { catalogOf, rightsIn } from "../support/sample-catalog.ts";
import { role } from "./role-document.ts";

test("which routes ask for more than being signed in", () => {
  const asking = (guard: string) =>
    routes.filter((route) => route.guard === guard).map(({ method, path }) => `${method} ${path}`);
  expect(asking("designer").toSorted()).toEqual([
    "DELETE /endpoints/:name",
    "DELETE /metadata/conversions/:id",
    "DELETE /metadata/conversions/:id/records/:record",
    "DELETE /metadata/drafts/:kind/:name",
    "DELETE /metadata/publish/progress",
    "DELETE /metadata/removed/:id",
    "DELETE /secrets/:name",
    "GET /deliveries",
    "GET /endpoints",
    "GET /metadata/conversions",
    "GET /metadata/documents",
    "GET /metadata/plan",
    "GET /metadata/plan/rows",
    "GET /metadata/problems",
    "GET /metadata/publish/progress",
    "GET /metadata/removed",
    "GET /metadata/scripts/types",
    "GET /metadata/uses",
    "GET /metadata/versions",
    "GET /scripts/costs",
    "GET /scripts/runs",
    "GET /scripts/runs/:id",
    "GET /secrets",
    "POST /deliveries/:id/resend",
    "POST /endpoints/:name/resume",
    "POST /hooks/:name/secret",
    "POST /metadata/plan",
    "POST /metadata/publish",
    "POST /metadata/rename",
    "POST /metadata/versions/:version/plan",
    "POST /metadata/versions/:version/publish",
    "POST /runs/:id/cancel",
    "POST /runs/:id/migrate",
    "POST /runs/:id/replay",
    "POST /runs/:id/retry",
    "POST /scripts/runs/:id/replay",
    "POST /scripts/tests",
    "PUT /endpoints/:name",
    "PUT /metadata/drafts/:kind/:name",
    "PUT /secrets/:name",
  ]);
  expect(asking("administrator")).toEqual(["GET /access/explain"]);
  expect(asking("keeper").toSorted()).toEqual([
    "DELETE /users/:id/tokens/:token",
    "GET /users",
    "GET /users/:id/tokens",
    "PATCH /users/:id",
    "POST /users",
    "POST /users/:id/end-sessions",
    "POST /users/:id/reset-link",
    "POST /users/:id/reset-second-factor",
    "POST /users/:id/tokens",
    "POST /users/invite",
  ]);
  expect(asking("auditor")).toEqual(["GET /audit"]);
  expect(asking("onlooker")).toEqual(["POST /users/:id/view-as"]);
});

test("a guard lets pass who has its right, and nobody else", () => {
  const catalog = catalogOf(
    administrationRights.map((right) => role(`only_${right}`, {}, { administration: [right] })),
  );
  const passing = (guard: Guard) =>
    administrationRights.filter((right) => passes(guard, rightsIn(catalog, `only_${right}`)));
  expect(passing("designer")).toEqual(["design"]);
  expect(passing("administrator")).toEqual(["users"]);
  expect(passing("keeper")).toEqual(["users"]);
  const some = { administers: { users: "department", gives: [] } };
  const lead = rightsIn(catalogOf([role("lead", {}, some)]), "lead");
  const asked = ["keeper", "administrator", "designer", "onlooker", "auditor"] as const;
  expect(asked.filter((guard) => passes(guard, lead))).toEqual(["keeper"]);
  expect(passing("onlooker")).toEqual(["view_as"]);
  expect(passing("auditor")).toEqual(["audit_log"]);
  expect(passing("signed_in")).toEqual([...administrationRights]);
});
