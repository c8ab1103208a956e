/**
 * Who PostgreSQL runs as. PostgreSQL refuses to run as root, so a root engine starts it as another
 * user; where that user cannot reach the project folder (a home of mode 700), the child keeps the
 * one capability that lets it through.
 */
import { type ChildProcess, execFileSync, type SpawnOptions, spawn } from "node:child_process";
import { access, constants, readFile, stat } from "node:fs/promises";
import { dirname, resolve } from "node:path";

export interface ProcessIdentity {
  /** The user that must own the data directory; null: the engine's own. */
  readonly user: { readonly uid: number; readonly gid: number } | null;
  spawn(program: string, parameters: readonly string[], options?: SpawnOptions): ChildProcess;
}

/** `reach` names files and folders the child must be able to read. */
export async function processIdentity(reach: readonly string[]): Promise<ProcessIdentity> {
  if (process.getuid?.() !== 0) {
    return {
      user: null,
      spawn: (program, parameters, options = {}) => spawn(program, parameters, options),
    };
  }
  const user = await databaseUser();
  const blocked = await firstUnreachable(reach);
  if (blocked === null) {
    return {
      user,
      spawn: (program, parameters, options = {}) =>
        spawn(program, parameters, { cwd: "/", ...options, ...user }),
    };
  }
  const setpriv = await firstExecutable(["/usr/bin/setpriv", "/bin/setpriv"]);
  if (setpriv === null) {
    throw new Error(
      `PostgreSQL cannot run as root, and other users cannot reach ${blocked}. ` +
        "Start as an ordinary user, move the project, or set DATABASE_URL.",
    );
  }
  const prefix = [
    `--reuid=${user.uid}`,
    `--regid=${user.gid}`,
    "--clear-groups",
    "--inh-caps=+dac_override",
    "--ambient-caps=+dac_override",
  ];
  return {
    user,
    spawn: (program, parameters, options = {}) =>
      spawn(setpriv, [...prefix, program, ...parameters], { cwd: "/", ...options }),
  };
}

async function databaseUser(): Promise<{ uid: number; gid: number }> {
  const find = async (name: string) => {
    const line = (await readFile("/etc/passwd", "utf8"))
      .split("\n")
      .find((entry) => entry.startsWith(`${name}:`))
      ?.split(":");
    return line === undefined ? null : { uid: Number(line[2]), gid: Number(line[3]) };
  };
  const existing = await find("postgres");
  if (existing !== null) return existing;
  try {
    execFileSync("useradd", ["--system", "--no-create-home", "--user-group", "postgres"], {
      stdio: "ignore",
    });
  } catch {
    // No useradd, or a read-only system: an account that every system has will do.
  }
  const user = (await find("postgres")) ?? (await find("nobody"));
  if (user === null)
    throw new Error("PostgreSQL cannot run as root and there is no user to run it as.");
  return user;
}

/** The first ancestor folder that other users may not enter; null when all may be entered. */
async function firstUnreachable(paths: readonly string[]): Promise<string | null> {
  for (const path of paths) {
    for (let folder = resolve(path); ; folder = dirname(folder)) {
      const found = await stat(folder).catch(() => null);
      if (found?.isDirectory() && (found.mode & 0o001) === 0) return folder;
      if (folder === dirname(folder)) break;
    }
  }
  return null;
}

async function firstExecutable(paths: readonly string[]): Promise<string | null> {
  for (const path of paths) {
    if (
      await access(path, constants.X_OK).then(
        () => true,
        () => false,
      )
    )
      return path;
  }
  return null;
}
