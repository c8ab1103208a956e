/** The composition root: reads the environment, opens the database, runs one command. */
import { runCommandLine } from "./command-line/run.ts";

process.exitCode = await runCommandLine(process.argv.slice(2), process.env);
