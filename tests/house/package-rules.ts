/** What `package.json` may say, and whether all it names is installed as named. */

export interface PackageFile {
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  /** Packages whose install script may run, with the version it was read in. */
  readonly allowScripts?: Readonly<Record<string, boolean>>;
}

export interface LockFile {
  readonly packages: Readonly<Record<string, { readonly version?: string }>>;
}

const exact = /^\d+\.\d+\.\d+(?:-[0-9A-Za-z.-]+)?$/;

const dependencies = (file: PackageFile): readonly (readonly [string, string])[] =>
  Object.entries({ ...file.dependencies, ...file.devDependencies });

/** Dependencies that would be another version tomorrow. */
export const looseVersions = (file: PackageFile): readonly string[] =>
  dependencies(file)
    .filter(([, version]) => !exact.test(version))
    .map(([name, version]) => `${name} ${version}`);

/** Dependencies whose version the lockfile has differently. */
export const differentInLock = (file: PackageFile, lock: LockFile): readonly string[] =>
  dependencies(file)
    .filter(([name, version]) => lock.packages[`node_modules/${name}`]?.version !== version)
    .map(([name]) => name);

/** Install scripts that are allowed for another version than the installed one. */
export const staleScripts = (file: PackageFile, lock: LockFile): readonly string[] =>
  Object.keys(file.allowScripts ?? {}).filter((entry) => {
    const at = entry.lastIndexOf("@");
    return lock.packages[`node_modules/${entry.slice(0, at)}`]?.version !== entry.slice(at + 1);
  });
