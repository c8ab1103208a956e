/** A clear secret stands in no answer, no file, no log and no table. */
import { expect, test } from "vitest";
import { importCalls } from "../support/import-calls.ts";
import { anyone, body, canary, codes, type Json, secretServer, set } from "./secret-workspace.ts";

const { server, ears } = secretServer();

test("is written, kept, replaced and taken away, and read as a mark alone", async () => {
  const { call, create, reveal } = ears();
  const made = await create("device", {
    name: "a",
    password: canary("made"),
    ports: [
      { label: "1", pin: canary("pin") },
      { label: "2", pin: null },
    ],
  });
  const path = `/records/device/${made.id}`;
  expect(made).toMatchObject({ password: set, known: true, ports: [{ pin: set }, { pin: null }] });
  expect(await reveal(`${path}/secrets/password`)).toBe(canary("made"));
  const ports = made.ports as Json[];
  const row = `${path}/secrets/ports.pin?row=${ports[0]?.id}`;
  expect(await reveal(row)).toBe(canary("pin"));
  // What was read can be sent back, and leaves the secrets as they are.
  const { id: _, created_at, created_by, updated_at, updated_by, revision, owner, ...rest } = made;
  const { known, ...writable } = rest;
  const kept = await call("PATCH", path, { ...writable, level: 1 }, anyone);
  expect(
    kept.status,
    JSON.stringify([
      kept.body,
      created_at,
      created_by,
      updated_at,
      updated_by,
      revision,
      owner,
      known,
    ]),
  ).toBe(200);
  expect(await reveal(`${path}/secrets/password`)).toBe(canary("made"));
  expect(await reveal(row)).toBe(canary("pin"));
  await call("PUT", "/records/device?key=name", { name: "a", password: canary("put") });
  expect(await reveal(`${path}/secrets/password`)).toBe(canary("put"));
  await call("PATCH", path, { password: canary("changed") }, anyone);
  await call("PATCH", path, { ports: [{ id: ports[0]?.id, pin: canary("repin") }] }, anyone);
  expect(await reveal(row)).toBe(canary("repin"));
  const history = await call("GET", `${path}/history`);
  expect((body(history).data as Json[]).map(({ changes }) => changes)).toMatchObject([
    { ports: { rows: expect.arrayContaining([expect.objectContaining({ kind: "changed" })]) } },
    { password: { before: set, after: set } },
    { password: { before: set, after: set } },
    { level: { before: null, after: 1 } },
    {},
  ]);
  expect(await reveal(`${path}/secrets/password`)).toBe(canary("changed"));
  expect(body(await call("PATCH", path, { password: null }, anyone))).toMatchObject({
    password: null,
    known: false,
  });
  expect(await reveal(`${path}/secrets/password`)).toBe(null);
});

test("what is no secret, or none to be kept, is refused without being repeated", async () => {
  const { call } = ears();
  const post = async (password: unknown, more: Json = {}) =>
    codes(await call("POST", "/records/device", { name: "w", password, ...more }));
  expect(await post({ set: true })).toEqual(["secret_not_there /password"]);
  expect(await post(7)).toEqual(["not_a_secret /password"]);
  expect(await post({ set: false })).toEqual([expect.stringMatching(/ \/password/)]);
  expect(await post(null, { level: 9 })).toEqual(["rule_broken "]);
  const long = await call("POST", "/records/site", { token: canary("far-too-long-for-it") });
  expect(codes(long)).toEqual(["too_long /token"]);
  expect(
    (await call("POST", "/records/device", { name: "r", level: 9, password: canary("ok") })).status,
  ).toBe(201);
});

test("no read path, file, report, conflict or repeated answer has it, nor any table", async () => {
  const { call, create, dump, reveal, run, spoken } = ears();
  const made = await create("device", { name: "c", password: canary("deep") });
  const path = `/records/device/${made.id}`;
  const site = await create("site", { device: made.id, token: canary("site") });
  const key = { "idempotency-key": "k1" };
  for (let time = 0; time < 2; time++)
    await call(
      "POST",
      "/records/device",
      { name: "i", password: canary("twice") },
      { headers: key },
    );
  const many = ["x", "y"].map((name) => ({ name, password: canary(name) }));
  await call("POST", "/records/device", many);
  const first = { headers: { "if-match": '"1"' } };
  await call("PATCH", path, { password: canary("theirs"), name: "c2" }, first);
  const conflict = await call("PATCH", path, { password: canary("yours") }, first);
  expect(body(conflict)).toMatchObject({
    conflict: { base: { password: set }, theirs: { password: set }, yours: { password: set } },
  });
  for (const query of [
    "",
    "?fields=*",
    "?fields=password",
    "?filter=password%20!%3D%20null",
    "?sort=password",
    `?filter=${encodeURIComponent(`password == "${canary("deep")}"`)}`,
    `?filter=${encodeURIComponent('contains(password, "canary")')}`,
    `?filter=${encodeURIComponent('text(password) > "1"')}`,
    `?filter=${encodeURIComponent('has(password, "1")')}`,
    "/aggregate?group=password&measures=count()",
    "/aggregate?measures=max(password)",
    "/aggregate?measures=count_distinct(password)",
    "/export?format=csv",
    `/${made.id}`,
    `/${made.id}/history`,
    `/${made.id}/history/1`,
    "/deleted",
  ])
    await call("GET", `/records/device${query}`);
  await call("GET", "/records/site?fields=device.password,token");
  await call("GET", `/records/site/${site.id}?fields=device.password`);
  for (const place of ["/openapi.json", "/client.ts", "/metadata?objects=device"])
    await call("GET", place);
  const { paths } = (await server().request("GET", "/openapi.json")).body as { paths: Json };
  expect(JSON.stringify(paths["/records/device/{id}/secrets/{field}"])).toContain(
    '{"enum":["password","ports.pin"]}',
  );
  await call("DELETE", path, undefined, anyone);
  await call("GET", "/records/device/deleted");
  expect((await dump()).includes("canary-")).toBe(false);
  const back = await call("POST", `${path}/restore`);
  expect(body(back)).toMatchObject({ password: set });
  expect(await reveal(`${path}/secrets/password`)).toBe(canary("theirs"));
  expect(await reveal(`/records/site/${site.id}/secrets/token`)).toBe(canary("site"));
  expect((await dump()).includes("canary-")).toBe(false);
  const sealed = await run("select password from w_demo.device where password is not null");
  expect(sealed.rows.length).toBeGreaterThan(3);
  const all = spoken();
  expect(all).toContain('"set":true');
  for (const [cipher] of sealed.rows) expect(all).not.toContain(cipher);
  expect(all.replaceAll(encodeURIComponent(canary("deep")), "")).not.toContain("canary-");
});

test("a file that is imported leaves no secret behind, least of all where a row is refused", async () => {
  const { call, dump, reveal, spoken } = ears();
  const { ended } = importCalls(server);
  const file = `name,level,password\nf1,1,${canary("f1")}\nf2,x,${canary("f2")}\n`;
  const csv = { headers: { "content-type": "text/csv" } };
  const looked = await call("POST", "/import/device/preview", file, csv);
  expect(looked.body).toMatchObject({
    rows: [
      ["f1", "1", "••••••"],
      ["f2", "x", "••••••"],
    ],
  });
  for (const mode of ["valid", "all"]) {
    const posted = await call("POST", `/import/device?mode=${mode}`, file, csv);
    const { id } = body(posted) as { id: string };
    expect(await ended(id)).toMatchObject({ refused: expect.any(Number) });
    for (const place of [`/jobs/${id}`, `/jobs/${id}/refused`]) await call("GET", place);
  }
  expect((await dump()).includes("canary-")).toBe(false);
  expect(spoken()).not.toContain("canary-");
  const filter = encodeURIComponent('name == "f1"');
  const { data } = body(await call("GET", `/records/device?filter=${filter}`)) as { data: Json[] };
  expect(await reveal(`/records/device/${data[0]?.id}/secrets/password`)).toBe(canary("f1"));
});

test("only who may is answered the clear text", async () => {
  const { call, create, spoken } = ears();
  const made = await create("device", { name: "m", password: canary("member") });
  const path = `/records/device/${made.id}/secrets/password`;
  const as = async (token: string | null) =>
    (await call("POST", path, undefined, { token })).status;
  expect(await as(server().memberToken)).toBe(403);
  expect(await as(null)).toBe(401);
  expect((await call("GET", path)).status).toBe(405);
  for (const wrong of ["name", "nothing", "ports", "ports.pin", "password.x"])
    expect(
      (await call("POST", `/records/device/${made.id}/secrets/${wrong}`)).status,
      wrong,
    ).toBeGreaterThanOrEqual(404);
  expect(spoken()).not.toContain("canary-");
});
