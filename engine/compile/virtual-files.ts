/**
 * The only files that the compiler sees: those of the check, and its own libraries. Nothing of the
 * machine is read, whatever a script imports or refers to.
 */
import { dirname, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { createVirtualFileSystem, type FileSystem } from "typescript/unstable/fs";

/** Folder of everything that is checked. */
export const checkFolder = "/tenon";

/** The module "tenon", in that folder. */
export const declarationFile = "tenon.d.ts";

/** The folder of the compiler's own libraries: `lib.es2024.d.ts`. */
export function libraryFolder(): string {
  const platform = `@typescript/typescript-${process.platform}-${process.arch}`;
  // The package of the platform lies beside that of the compiler.
  const compiler = import.meta.resolve("typescript/package.json");
  const own = fileURLToPath(import.meta.resolve(`${platform}/package.json`, compiler));
  return `${dirname(own).replaceAll(sep, "/")}/lib`;
}

/** @param files texts by absolute path, all below `checkFolder` */
export function virtualFiles(files: Readonly<Record<string, string>>, library: string): FileSystem {
  const own = createVirtualFileSystem(files);
  const isLibrary = (path: string): boolean =>
    path.startsWith(`${library}/lib.`) && path.endsWith(".d.ts") && !path.includes("..");
  return {
    // `undefined` leaves the answer to the machine; everything else is decided here.
    readFile: (path) => (isLibrary(path) ? undefined : (own.readFile?.(path) ?? null)),
    fileExists: (path) => (isLibrary(path) ? undefined : own.fileExists?.(path) === true),
    directoryExists: (path) => path === library || own.directoryExists?.(path) === true,
    getAccessibleEntries: (path) =>
      own.getAccessibleEntries?.(path) ?? { files: [], directories: [] },
    realpath: (path) => path,
  };
}
