import { defineConfig } from "vitest/config";

/** Of what is looked at until it is as wanted: a machine that does other things takes longer. */
const expectation = { poll: { timeout: 30_000 } };

/** One project per kind of test; `vitest run --project NAME` runs one kind. */
export default defineConfig({
  test: {
    // Most of a test is waiting for a server, a browser or a clock.
    maxWorkers: 3,
    experimental: { viteModuleRunner: false, nodeLoader: false },
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // A log shows every test by its name and ends with `N passed, N failed`.
    reporters: [process.env.CI ? "verbose" : "default", "./tests/support/count-reporter.ts"],
    projects: [
      { test: { name: "house", include: ["tests/house/**/*.test.ts"], isolate: false } },
      // Pure code: the files of one worker share its modules.
      { test: { name: "metadata", include: ["tests/metadata/**/*.test.ts"], isolate: false } },
      {
        test: {
          name: "engine",
          include: [
            "tests/engine/**/*.test.ts",
            "tests/scenarios/**/*.test.ts",
            "tests/attacks/**/*.test.ts",
            "tests/faults/**/*.test.ts",
            "tests/conformance/**/*.test.ts",
            "tests/permissions/**/*.test.ts",
          ],
          globalSetup: ["tests/support/database-server.ts", "tests/support/unpack-browser.ts"],
          isolate: false,
          expect: expectation,
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
      {
        test: {
          name: "browser",
          isolate: false,
          include: ["tests/browser/**/*.test.ts"],
          globalSetup: ["tests/support/database-server.ts", "tests/support/unpack-browser.ts"],
          expect: expectation,
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
