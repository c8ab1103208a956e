/** What is not declared in the table of routes, guard included, is not served. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createApplication } from "../../engine/http/application.ts";
import type { Guard, Route } from "../../engine/http/route.ts";
import { routes } from "../../engine/http/routes.ts";
import { startTestServer, type TestServer } from "../support/server.ts";

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.stop());

describe("Budibase CVE-2026-46425, Strapi CVE-2020-27665: a route without a guard", () => {
  test("does not compile: a route must declare one of the guards", () => {
    // Each of these lines stops the compiler when the type would take such a route.
    const withoutGuard: Omit<Route, "guard"> extends Route ? "taken" : "refused" = "refused";
    const undeclared: Omit<Route, "guard"> & { guard?: Guard } extends Route ? "taken" : "refused" =
      "refused";
    const invented: Omit<Route, "guard"> & { guard: string } extends Route ? "taken" : "refused" =
      "refused";
    const guarded: Omit<Route, "guard"> & { guard: "designer" } extends Route
      ? "taken"
      : "refused" = "taken";
    expect([withoutGuard, undeclared, invented, guarded]).toEqual([
      "refused",
      "refused",
      "refused",
      "taken",
    ]);
  });

  test("is not served: every handler below a workspace's API comes from the table, in its order", () => {
    const served = createApplication(server.services).routes.map(
      ({ method, path }) => `${method} ${path}`,
    );
    const below = served.filter((line) => line.includes(" /:workspace/api"));
    const table = routes.map(({ method, path }) => `${method} /:workspace/api${path}`);
    const refusals = [...new Set(routes.map(({ path }) => `ALL /:workspace/api${path}`))];
    expect(below).toEqual([...table, ...refusals, "ALL /:workspace/api/*"]);
    expect(served.filter((line) => !line.includes(" /:workspace/api"))).toEqual([
      "GET /-/live",
      "GET /-/ready",
      "GET /-/metrics",
      "GET /-/assets/*",
      "GET /favicon.ico",
      "GET /",
      "GET /:workspace",
      "GET /:workspace/designer/*",
      "GET /:workspace/*",
    ]);
  });

  test("is not hidden by another one: no two routes share a method and a shape", () => {
    const shapes = routes.map(({ method, path }) => `${method} ${path.replace(/:\w+/g, ":")}`);
    expect(shapes.filter((shape, index) => shapes.indexOf(shape) < index)).toEqual([]);
  });
});
