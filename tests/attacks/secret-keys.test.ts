/** Nothing opens what was moved or changed; keys are guarded and rotated. */
import { chmod, readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { secretsCommand } from "../../engine/command-line/secrets-command.ts";
import { rotateSecrets } from "../../engine/rotate-secrets.ts";
import { createKeyRing } from "../../engine/secrets/key-ring.ts";
import { createSecrets } from "../../engine/secrets/sealed-text.ts";
import { anyone, canary, type Json, secretServer } from "./secret-workspace.ts";

const { server, ears } = secretServer();

test("a value that was moved or changed does not open, and says so", async () => {
  const { create, reveal, run } = ears();
  const [one, two] = await Promise.all(
    ["one", "two"].map((name) => create("device", { name, password: canary(name) })),
  );
  const at = (record: Json | undefined) => `/records/device/${record?.id}/secrets/password`;
  const column = async (record: Json | undefined) =>
    String(
      (await run("select password from w_demo.device where id = $1", [String(record?.id)]))
        .rows[0]?.[0],
    );
  const write = (record: Json | undefined, value: string) =>
    run("update w_demo.device set password = $1 where id = $2", [value, String(record?.id)]);
  const [first, second] = [await column(one), await column(two)];
  await write(one, second);
  expect(await reveal(at(one))).toEqual(["secret_not_readable "]);
  for (const broken of [
    `${first.slice(0, -2)}AA`,
    first.replace("1.", "2."),
    "clear",
    "1.00000000.AAAA",
    first.slice(0, 30),
  ]) {
    await write(one, broken);
    expect(await reveal(at(one)), broken).toEqual(["secret_not_readable "]);
  }
  await write(one, first);
  expect(await reveal(at(one))).toBe(canary("one"));
});

test("keys lie in a file for the owner alone, and are rotated without losing anything", async () => {
  const { call, create, reveal } = ears();
  const { services } = server();
  const path = join(services.config.dataFolder, "secrets");
  expect((await stat(path)).mode & 0o777).toBe(0o600);
  const made = await create("device", {
    name: "k",
    password: canary("kept"),
    ports: [{ pin: canary("port") }],
  });
  const gone = await create("device", { name: "g", password: canary("gone") });
  await call("DELETE", `/records/device/${gone.id}`, undefined, anyone);
  const catalog = await services.catalogs.current("demo");
  if (catalog === null) throw new Error("no catalog");
  const { secrets } = services;
  const before = await readFile(path, "utf8");
  expect(secrets.addKey()).toMatch(/^[0-9a-f]{8}$/);
  const work = { executor: services.database, catalog, secrets };
  const rotated = await rotateSecrets(work);
  expect(rotated.unreadable).toEqual([]);
  expect(rotated.sealed).toBeGreaterThan(4);
  expect((await rotateSecrets(work)).sealed).toBe(0);
  const said: unknown[] = [];
  const status = await secretsCommand.run({
    config: services.config,
    words: ["rotate"],
    options: { workspace: "demo" },
    services: async () => services,
    say: () => undefined,
    report: (value) => said.push(value),
    complain: (line) => said.push(line),
  });
  expect([status, said]).toEqual([0, [{ sealed: rotated.sealed, unreadable: [] }]]);
  // With the new key alone everything opens.
  const [newest = ""] = (await readFile(path, "utf8")).split("\n");
  expect(before).not.toContain(newest);
  await writeFile(path, `${newest}\n`);
  await chmod(path, 0o600);
  expect(await reveal(`/records/device/${made.id}/secrets/password`)).toBe(canary("kept"));
  const [port] = made.ports as Json[];
  expect(await reveal(`/records/device/${made.id}/secrets/ports.pin?row=${port?.id}`)).toBe(
    canary("port"),
  );
  await call("POST", `/records/device/${gone.id}/restore`);
  expect(await reveal(`/records/device/${gone.id}/secrets/password`)).toBe(canary("gone"));
  const place = { workspace: "w", object: "o", field: "f", record: "r" };
  const other = createSecrets(createKeyRing("/nowhere", Buffer.alloc(32, 7).toString("base64")));
  expect(other.open(place, secrets.seal(place, "x"))).toBe(null);
  expect(other.open(place, other.seal(place, "x"))).toBe("x");
  expect(() => createKeyRing("/nowhere", "c2hvcnQ=")).toThrow(/TENON_SECRET_KEYS must hold/);
});
