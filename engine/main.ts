/** The composition root: reads the environment, opens the database, runs one command. */
import "./unnamed-prototype.ts";
import { enableCompileCache } from "node:module";

// Compiled code is kept between starts, so everything else is imported after this.
enableCompileCache();
const { runCommandLine } = await import("./command-line/run.ts");

process.exitCode = await runCommandLine(process.argv.slice(2), process.env);
