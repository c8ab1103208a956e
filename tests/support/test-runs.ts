/** Runs files of tests one after the other, each as it is at that moment, on one PostgreSQL. */
import { join } from "node:path";
import { createVitest, type TestModule, type Vitest } from "vitest/node";

export interface TestRun {
  readonly passed: number;
  /** The first test that failed; null when none did. */
  readonly failed: string | null;
  /** What failed outside of a test: the file, or what all its tests need. */
  readonly broken: string | null;
}

export interface TestRuns {
  /**
   * Ends at the first test that fails. `names`: the beginnings of the names of the tests that are
   * run; all of them when there is none.
   */
  run(file: string, names: readonly string[]): Promise<TestRun>;
  /** The file is another one from now on. */
  changed(file: string): void;
  close(): Promise<void>;
}

const project = join(import.meta.dirname, "../..");
/** Of what stands on the screen here, only what the caller says is of interest. */
const silent = {};

export async function openTestRuns(): Promise<TestRuns> {
  const vitest = await createVitest(
    "test",
    { root: project, watch: false, bail: 1, reporters: [silent], project: ["engine", "metadata"] },
    { server: { watch: null } },
  );
  await vitest.standalone();
  return {
    run: (file, names) => run(vitest, join(project, file), names),
    changed: (file) => vitest.invalidateFile(join(project, file)),
    close: () => vitest.close(),
  };
}

async function run(vitest: Vitest, path: string, names: readonly string[]): Promise<TestRun> {
  // What failed before would end this run before it begins.
  vitest.state.filesMap.clear();
  vitest.state.idMap.clear();
  if (names.length === 0) vitest.resetGlobalTestNamePattern();
  else vitest.setGlobalTestNamePattern(new RegExp(`^(?:${names.map(namePattern).join("|")})`));
  const found = vitest.getModuleSpecifications(path);
  const { testModules, unhandledErrors } = await vitest.runTestSpecifications([...found]);
  return outcome(
    testModules.filter(({ moduleId }) => moduleId === path),
    unhandledErrors,
  );
}

/** Between the names of what holds a test and its own stands an arrow, which nobody has to write. */
const namePattern = (name: string): string =>
  name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&").replaceAll(" ", "(?: > | )");

function outcome(modules: readonly TestModule[], errors: readonly unknown[]): TestRun {
  const tests = modules.flatMap((module) => [...module.children.allTests()]);
  const failed = tests.find((test) => test.result().state === "failed");
  const suites = modules.flatMap((module) => [...module.children.allSuites()]);
  const broken = [
    ...errors,
    ...[...modules, ...suites].flatMap((each) => each.errors().map(({ message }) => message)),
  ];
  return {
    passed: tests.filter((test) => test.result().state === "passed").length,
    failed: failed?.fullName ?? null,
    broken: failed === undefined && broken.length > 0 ? broken.map(String).join("\n") : null,
  };
}
