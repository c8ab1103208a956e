/**
 * TypeScript's native compiler as a process of its own, for one piece of work. It is ended when that
 * takes too long or too much memory: types can be written that no compiler ever finishes.
 */
import { ChildProcess } from "node:child_process";
import { readFile } from "node:fs/promises";
import { setPriority } from "node:os";
import { API, type Project } from "typescript/unstable/async";
import { failure, problem, type Result, success } from "../../metadata/problem.ts";
import { checkFolder, libraryFolder, virtualFiles } from "./virtual-files.ts";

/** Seconds that one piece of work may take. */
export const compileSeconds = 10;
/** Megabytes that the compiler may hold. */
export const compileMegabytes = 1024;

/** How often its memory is looked at, in milliseconds. */
const lookEvery = 50;

const options = {
  target: "es2024",
  lib: ["es2024"],
  module: "esnext",
  moduleResolution: "bundler",
  moduleDetection: "force",
  types: [],
  strict: true,
  noImplicitOverride: true,
  noFallthroughCasesInSwitch: true,
  erasableSyntaxOnly: true,
  verbatimModuleSyntax: true,
  isolatedModules: true,
  allowImportingTsExtensions: true,
  skipLibCheck: true,
  noEmit: true,
};

const configuration = `${checkFolder}/tsconfig.json`;

/**
 * Runs `work` on the project of these files. Its problem is `script_check_endless` or
 * `script_check_too_large`.
 * @param files texts by path below `checkFolder`
 */
export async function withCompiler<Value>(
  files: ReadonlyMap<string, string>,
  work: (project: Project) => Promise<Value>,
): Promise<Result<Value>> {
  const texts: Record<string, string> = {
    [configuration]: JSON.stringify({ compilerOptions: options, files: [...files.keys()] }),
  };
  for (const [path, text] of files) texts[`${checkFolder}/${path}`] = text;
  const api = new API({ cwd: checkFolder, fs: virtualFiles(texts, libraryFolder()) });
  const watch = watched(api);
  try {
    return await Promise.race([
      watch.overrun,
      projectOf(api, watch.start).then(work).then(success),
    ]);
  } finally {
    watch.end();
  }
}

async function projectOf(api: API, started: () => void): Promise<Project> {
  // The first answer says that the process is there.
  const opened = api.updateSnapshot({ openProjects: [configuration] });
  opened.catch(() => undefined);
  await api.parseConfigFile(configuration);
  started();
  const project = (await opened).getProject(configuration);
  if (project === undefined) throw new Error("The compiler has not opened its project");
  return project;
}

interface Watch {
  /** Comes when the process is ended before its work is. */
  readonly overrun: Promise<Result<never>>;
  start(): void;
  end(): void;
}

function watched(api: API): Watch {
  let finish: (result: Result<never>) => void = () => undefined;
  const overrun = new Promise<Result<never>>((resolve) => {
    finish = resolve;
  });
  const stop = (result: Result<never>) => {
    processOf(api)?.kill("SIGKILL");
    finish(result);
  };
  const late = setTimeout(
    () => stop(failure(problem("script_check_endless", "", { limit: compileSeconds }))),
    compileSeconds * 1000,
  );
  const looks = setInterval(async () => {
    const held = await megabytesOf(processOf(api)?.pid);
    if (held > compileMegabytes)
      stop(failure(problem("script_check_too_large", "", { limit: compileMegabytes })));
  }, lookEvery);
  return {
    overrun,
    start() {
      const { pid } = processOf(api) ?? {};
      // Requests come first.
      if (pid !== undefined) setPriority(pid, 10);
    },
    end() {
      clearTimeout(late);
      clearInterval(looks);
      const child = processOf(api);
      void api.close().catch(() => undefined);
      child?.kill("SIGKILL");
    },
  };
}

/** The API tells nobody its process, and has no way to end one that is busy. */
function processOf(api: API): ChildProcess | undefined {
  const client: unknown = Reflect.get(api, "client");
  const found: unknown =
    typeof client === "object" && client !== null ? Reflect.get(client, "process") : undefined;
  return found instanceof ChildProcess ? found : undefined;
}

/** Zero where the system does not tell. */
async function megabytesOf(pid: number | undefined): Promise<number> {
  if (pid === undefined) return 0;
  const status = await readFile(`/proc/${pid}/status`, "utf8").catch(() => "");
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024;
}
