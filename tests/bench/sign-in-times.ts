/**
 * How long failed sign-ins and asked-for passwords take, by who is asked for: a difference of the
 * medians would tell who has an account. Run with `node tests/bench/sign-in-times.ts [TRIES]`;
 * prints the medians, asserts nothing.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startEmbeddedServer } from "../../engine/db/embedded-server.ts";
import {
  createDatabase,
  runStatements,
  runTenon,
  type ServerProcess,
  startEngine,
} from "../support/server-process.ts";
import { median, percentile } from "./statistics.ts";

const tries = Number(process.argv[2] ?? 200);
const known = "known@example.com";
const people = [known, "disabled@example.com", "invited@example.com", "nobody@example.com"];

async function main(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "tenon-sign-in-"));
  const database = await startEmbeddedServer(folder);
  try {
    const url = await createDatabase(database.superuserUrl, "sign_in_times");
    const environment = {
      DATABASE_URL: url,
      TENON_DATA: folder,
      TENON_DEMO: "false",
      TENON_LOG: "silent",
    };
    await runTenon(["workspace", "create", "demo"], environment);
    for (const email of people.slice(0, 3))
      await runTenon(
        ["user", "create", email, "--workspace", "demo", "--role", "member"],
        environment,
      );
    await runStatements(url, [
      "update core.account set disabled = true where email = 'disabled@example.com'",
      "update core.account set password = null where email = 'invited@example.com'",
      "update core.membership set invited = true where account = (select id from core.account where email = 'invited@example.com')",
    ]);
    const server = await startEngine(environment, "/-/ready", {});
    await measure(server, url);
    await server.stop();
  } finally {
    await database.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

/** Interleaved, so that whatever else the machine does meets all of them alike. */
async function measure(server: ServerProcess, url: string): Promise<void> {
  const times = new Map<string, number[]>();
  for (let number = 0; number < tries; number++) {
    // Ten tries in all are let through; what is measured is not the brake.
    await runStatements(url, ["delete from core.sign_in_attempt"]);
    for (const email of people.toSorted(() => Math.random() - 0.5)) {
      const forms = [
        ["sign-in", "/auth/sign-in", { email, password: "a wrong password" }],
        ["new password", "/auth/password-reset", { email }],
      ] as const;
      for (const [what, path, body] of forms) {
        const started = performance.now();
        const answer = await fetch(`http://127.0.0.1:${server.port}/demo/api${path}`, {
          method: "POST",
          headers: { "content-type": "application/json" },
          body: JSON.stringify(body),
        });
        await answer.arrayBuffer();
        const key = `${what}, ${email.split("@")[0]}`;
        const milliseconds = performance.now() - started;
        times.set(key, [...(times.get(key) ?? []), milliseconds]);
      }
    }
  }
  console.log(`${tries} tries each; median, 10th to 90th percentile, in ms`);
  for (const [key, values] of [...times].toSorted()) {
    const [low, high] = [percentile(values, 0.1), percentile(values, 0.9)];
    console.log(`${key}: ${median(values).toFixed(2)} (${low.toFixed(2)}–${high.toFixed(2)})`);
  }
}

await main();
