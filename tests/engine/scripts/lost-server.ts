/** A process that runs scripts and is ended by force: one script hangs where only its process can be ended. */
import { createScriptRunners } from "../../../engine/scripts/script-runners.ts";
import { answer, body, scriptRun } from "../../support/script-runs.ts";

const runners = createScriptRunners();
const hangs = body(
  'await db.get("a", "1"); const all = []; all.length = 2 ** 32 - 1; all.reverse();',
);
void runners.run(
  scriptRun(hangs, {
    call: async () => {
      // The process beside the busy one is warm by now.
      while (runners.facts().processes < 2) await Promise.resolve();
      process.stdout.write(`${JSON.stringify(runners.facts().processIds)}\n`);
      return answer(null);
    },
  }),
);
