/** The registry of read paths against the routes that are served: a new route forces a decision. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createApplication } from "../../engine/http/application.ts";
import { routes } from "../../engine/http/routes.ts";
import { startTestServer, type TestServer } from "../support/server.ts";
import { noReadPaths, readPaths, ways } from "./read-paths.ts";

const below = "/:workspace/api";

let server: TestServer;
let served: readonly { readonly method: string; readonly path: string }[];
beforeAll(async () => {
  server = await startTestServer();
  served = createApplication(server.services).routes;
});
afterAll(() => server.stop());

/** A route as the registry names it. */
const line = ({ method, path }: { readonly method: string; readonly path: string }): string =>
  `${method} ${path.startsWith(`${below}/`) && path !== `${below}/*` ? path.slice(below.length) : path}`;

/** What answers to other methods at an address that is registered says which there are. */
const refusesMethods = (route: string): boolean =>
  route.startsWith("ALL /") &&
  Object.keys(readPaths).some((known) => known.split(" ")[1] === route.slice("ALL ".length));

test("every route that is served is a read path, or is named with the reason why it is none", () => {
  const unknown = served
    .map(line)
    .filter(
      (route) =>
        !Object.hasOwn(readPaths, route) &&
        !Object.hasOwn(noReadPaths, route) &&
        !refusesMethods(route),
    );
  expect(unknown).toEqual([]);
});

test("the registry names nothing that is not served, and no way that no route opens", () => {
  const there = new Set(served.map(line));
  const registered = [...Object.keys(readPaths), ...Object.keys(noReadPaths)];
  expect(registered.filter((route) => !there.has(route))).toEqual([]);
  const open = Object.values(readPaths).flatMap((path) => ("ways" in path ? path.ways : []));
  expect(ways.filter((way) => !open.includes(way))).toEqual([]);
});

test("a route with an object in its address is a read path, one open to strangers is none", () => {
  for (const { method, path, guard } of routes) {
    const entry = readPaths[`${method} ${path}`];
    const carries = entry !== undefined && !("none" in entry);
    if (path.includes("/:object")) expect([path, carries]).toEqual([path, true]);
    // Who has the link of a mail sees what the mail said.
    const saidByMail = path === "/decisions/check";
    if (guard === "public") expect([path, carries]).toEqual([path, saidByMail]);
  }
});

test("what is asked elsewhere is asked in files that are there", () => {
  const files = Object.values(readPaths).flatMap((path) => ("askedIn" in path ? path.askedIn : []));
  expect(files.filter((file) => !existsSync(join(import.meta.dirname, "..", file)))).toEqual([]);
});

test("only guards that shut everybody else out excuse a route that reads the workspace", () => {
  const excused = routes.filter(({ method, path, guard }) => {
    const entry = readPaths[`${method} ${path}`];
    return entry !== undefined && "none" in entry && guard === "signed_in";
  });
  const free = ["/account", "/auth/", "/files", "/jobs/:id/cancel", "/metadata/version"];
  expect(excused.filter(({ path }) => !free.some((start) => path.startsWith(start)))).toEqual([]);
});
