/**
 * What running a script costs beside what it does: `node tests/bench/scripts.ts [SECONDS]`. Bars: an
 * empty run and one with two calls within 5 ms in the median, 300 runs a second in one process, a
 * process that takes over within 200 ms. Prints, asserts nothing; for a machine with nothing else to do.
 */

import { transactionLimits } from "../../engine/scripts/script-run.ts";
import { createScriptRunners } from "../../engine/scripts/script-runners.ts";
import { body, scriptRun } from "../support/script-runs.ts";
import { median, percentile, spread } from "./statistics.ts";

const seconds = Number(process.argv[2] ?? 5);
const runners = createScriptRunners({ processes: 1 });
/** As in a server: one process is warm while another works. */
const pair = createScriptRunners({ computing: 1, processes: 2, perWorkspace: 2 });
const limits = { ...transactionLimits, queueMilliseconds: 60_000 };
const call = async () => ({ value: { id: "1", total: "12.50" } });

const trigger = body(`
  let total = decimal("0");
  for (const line of input.lines) total = total.plus(decimal(line.price).times(line.quantity));
  const customer = await db.get("customer", input.customer);
  const orders = await db.find("order", { filter: "open" });
  return { total, customer: customer.id, open: orders.id };`);
const works = {
  empty: scriptRun("export default () => null;", { limits, call }),
  "two calls": scriptRun(body('await db.get("a", "1"); return db.get("a", "2")'), { limits, call }),
  "trigger with decimals and two calls": scriptRun(trigger, {
    limits,
    call,
    input: { customer: "1", lines: Array(20).fill({ price: "1.25", quantity: "3" }) },
  }),
};

/** Milliseconds of runs, one after the other. */
async function oneByOne(
  run: (typeof works)["empty"],
  by: typeof runners = runners,
): Promise<readonly number[]> {
  const times: number[] = [];
  const until = performance.now() + seconds * 1000;
  while (performance.now() < until) {
    const begun = performance.now();
    const outcome = await by.run(run);
    if (outcome.kind !== "returned") throw new Error(JSON.stringify(outcome));
    times.push(performance.now() - begun);
  }
  return times;
}

for (const [name, run] of Object.entries(works)) {
  await oneByOne(run);
  const times = await oneByOne(run);
  const rate = times.length / seconds;
  const late = percentile(times, 0.95);
  await oneByOne(run, pair);
  const paired = ((await oneByOne(run, pair)).length / seconds).toFixed(0);
  process.stdout.write(
    `${name}: ${median(times).toFixed(2)} ms median, ${late.toFixed(2)} ms p95, ${rate.toFixed(0)} runs/s; with a second process ${paired}/s\n`,
  );
}

const restarts: number[] = [];
const endless = scriptRun(body("const all = []; all.length = 2 ** 32 - 1; all.reverse()"), {
  limits: { ...limits, wallMilliseconds: 100 },
});
const cold: number[] = [];
for (let turn = 0; turn < 10; turn++) {
  const own = createScriptRunners({ processes: 1 });
  const begun = performance.now();
  await own.run(works.empty);
  cold.push(performance.now() - begun);
  await own.run(endless);
  const ended = performance.now();
  await own.run(works.empty);
  restarts.push(performance.now() - ended);
  await own.stop();
}
process.stdout.write(`first run of a server: ${spread(cold, 0)} ms\n`);
process.stdout.write(`a run after a kill, when no process is warm: ${spread(restarts, 0)} ms\n`);
await runners.stop();
await pair.stop();
