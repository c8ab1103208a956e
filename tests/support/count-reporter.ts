/**
 * Ends a run with one plain line, `512 passed, 0 failed`, for whoever reads the log by machine.
 * A file that could not be loaded and an error outside any test each count as one failure.
 */
import { writeSync } from "node:fs";
import type { Reporter, TestModule } from "vitest/node";

export interface Counts {
  readonly passed: number;
  readonly failed: number;
}

export function countTests(modules: readonly TestModule[], errors: readonly unknown[]): Counts {
  let passed = 0;
  let failed = errors.length;
  for (const module of modules) {
    failed += module.errors().length;
    for (const suite of module.children.allSuites()) failed += suite.errors().length;
    for (const test of module.children.allTests()) {
      if (test.result().state === "passed") passed++;
      else failed++;
    }
  }
  return { passed, failed };
}

export default class CountReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], errors: readonly unknown[]): void {
    const { passed, failed } = countTests(modules, errors);
    // At the very end: other reporters and the database's shutdown write after the last test.
    process.once("exit", () => writeSync(1, `\n${passed} passed, ${failed} failed\n`));
  }
}
