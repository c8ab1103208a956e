/**
 * Takes the predicates of permissions away one at a time and runs the tests that should see it:
 * `node scripts/mutate-permissions.ts [--only NAME] [--trusting]`. `--only` may be said several
 * times; with `--trusting` nobody looks whether the tests pass on the code as it is. Every file is as
 * it was afterwards. Ends with 1 when a predicate could be taken away unseen.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { mutations } from "../tests/permissions/mutations/index.ts";
import { type Mutation, mutated, testPlace } from "../tests/permissions/mutations/mutation.ts";
import { openTestRuns, type TestRuns } from "../tests/support/test-runs.ts";

const project = join(import.meta.dirname, "..");

/** What is to be put back, by its path, whatever ends this process. */
const originals = new Map<string, string>();
let stopped = false;

function restore(): void {
  for (const [path, text] of originals) writeFileSync(path, text);
  originals.clear();
}

interface Verdict {
  readonly mutation: Mutation;
  /** The test that failed, with its file; null: none. */
  readonly seen: string | null;
  /** Why nothing can be said: the tests did not run. */
  readonly broken: string | null;
}

/** Tests one after the other until one fails. Those that do not even begin prove nothing. */
async function judge(mutation: Mutation, runs: TestRuns): Promise<Verdict> {
  const path = join(project, mutation.file);
  const text = readFileSync(path, "utf8");
  const changed = mutated(mutation, text);
  originals.set(path, text);
  writeFileSync(path, changed);
  runs.changed(mutation.file);
  try {
    for (const place of mutation.seenBy) {
      const { file, name } = testPlace(place);
      const { failed, passed, broken } = await runs.run(file, name === null ? [] : [name]);
      if (broken !== null) return { mutation, seen: null, broken };
      if (failed !== null) return { mutation, seen: `${file}: ${failed}`, broken: null };
      if (passed === 0) return { mutation, seen: null, broken: `${file} has no test ${name}` };
    }
    return { mutation, seen: null, broken: null };
  } finally {
    restore();
    runs.changed(mutation.file);
  }
}

/** A test that fails anyway sees nothing: those of a file must pass on the code as it is. */
async function failure(
  file: string,
  wanted: readonly Mutation[],
  runs: TestRuns,
): Promise<string | null> {
  const places = wanted.flatMap(({ seenBy }) => seenBy.map(testPlace));
  const names = places.filter((place) => place.file === file).map(({ name }) => name);
  const { failed, broken } = await runs.run(
    file,
    names.filter((name) => name !== null).slice(names.includes(null) ? names.length : 0),
  );
  return failed ?? broken;
}

async function judgeAll(wanted: readonly Mutation[], runs: TestRuns): Promise<readonly Verdict[]> {
  const verdicts: Verdict[] = [];
  const failures = new Map<string, string | null>();
  for (const mutation of wanted) {
    if (stopped) break;
    const started = performance.now();
    const files = mutation.seenBy.map((place) => testPlace(place).file);
    for (const file of files)
      if (!trusting && !failures.has(file)) failures.set(file, await failure(file, wanted, runs));
    if (stopped) break;
    const failing = files.find((file) => (failures.get(file) ?? null) !== null);
    const verdict: Verdict =
      failing === undefined
        ? await judge(mutation, runs)
        : { mutation, seen: null, broken: `${failing} fails anyway: ${failures.get(failing)}` };
    // What was put back too early was not judged.
    if (stopped) break;
    verdicts.push(verdict);
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    console.log(`${mutation.name} (${seconds} s): ${wordsOf(verdict)}`);
  }
  return verdicts;
}

const wordsOf = ({ seen, broken }: Verdict): string =>
  seen ?? (broken === null ? "SURVIVED" : `BROKEN: ${broken.slice(0, 2000)}`);

const { only = [], trusting = false } = parseArgs({
  options: { only: { type: "string", multiple: true }, trusting: { type: "boolean" } },
}).values;
const unknown = only.find((name) => !mutations.some((mutation) => mutation.name === name));
if (unknown !== undefined) throw new Error(`No mutation is called ${unknown}`);
// Those that share tests follow one another.
const wanted = mutations
  .filter(({ name }) => only.length === 0 || only.includes(name))
  .toSorted((left, right) => left.seenBy[0].localeCompare(right.seenBy[0]));
for (const each of wanted) mutated(each, readFileSync(join(project, each.file), "utf8"));
for (const signal of ["SIGINT", "SIGTERM"] as const)
  process.on(signal, () => {
    stopped = true;
    restore();
  });
process.on("exit", restore);

const runs = await openTestRuns();
const verdicts = await judgeAll(wanted, runs).finally(() => runs.close());
const unseen = verdicts.filter(({ seen }) => seen === null);
console.log("\n| predicate | place | seen by |\n| --- | --- | --- |");
for (const verdict of verdicts)
  console.log(`| ${verdict.mutation.name} | ${verdict.mutation.file} | ${wordsOf(verdict)} |`);
console.log(`\n${verdicts.length - unseen.length} seen, ${unseen.length} not`);
process.exitCode = unseen.length === 0 && !stopped ? 0 : 1;
