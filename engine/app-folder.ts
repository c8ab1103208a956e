/** An app as a folder: `app.json`, documents, seed data. */
import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { MetadataDocument } from "../metadata/documents/document.ts";
import {
  documentFiles,
  documentFolders,
  documentOfPath,
  parseDocumentFile,
} from "../metadata/documents/document-file.ts";
import { failure, type Problem, problem, type Result, success } from "../metadata/problem.ts";
import { decodeText } from "./import/read-csv.ts";
import type { SeedFiles } from "./import/seed-lists.ts";

export interface AppFolder {
  /** Name of the app, by which its documents are known in a workspace. */
  readonly app: string;
  readonly documents: readonly MetadataDocument[];
  readonly seeds: SeedFiles;
}

/** Reads a folder; all files that cannot be read as documents are named together. */
export async function readAppFolder(folder: string): Promise<Result<AppFolder>> {
  const problems: Problem[] = [];
  const documents: MetadataDocument[] = [];
  const paths = await documentPaths(folder);
  if (paths.length === 0) return failure(problem("no_documents", "", { folder }));
  for (const path of paths) {
    const parsed = parseDocumentFile(path, decodeText(await readFile(join(folder, path))));
    if (parsed.ok) documents.push(parsed.value);
    else problems.push(...parsed.problems);
  }
  if (problems.length > 0) return failure(...problems);
  const app = documents.find(({ kind }) => kind === "app")?.name ?? "";
  return success({ app, documents, seeds: await readSeeds(join(folder, "data")) });
}

async function documentPaths(folder: string): Promise<readonly string[]> {
  const top = (await readdir(folder).catch(() => [])).filter((name) => name === "app.json");
  const nested = await Promise.all(
    Object.values(documentFolders).map(async (name) =>
      (await readdir(join(folder, name)).catch(() => []))
        .filter((file) => file.endsWith(".json"))
        .toSorted()
        .map((file) => `${name}/${file}`),
    ),
  );
  return [...top, ...nested.flat()];
}

async function readSeeds(folder: string): Promise<SeedFiles> {
  const names = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith(".csv"));
  const texts = await Promise.all(
    names.map(async (name) => decodeText(await readFile(join(folder, name)))),
  );
  return new Map(names.map((name, index) => [name.slice(0, -4), texts[index] ?? ""]));
}

/** Writes documents as files; documents that are gone lose their files, other files stay. */
export async function writeAppFolder(
  folder: string,
  documents: readonly MetadataDocument[],
): Promise<number> {
  const files = documentFiles(documents);
  const written = new Set(files.map(({ path }) => path));
  for (const path of await documentPaths(folder)) {
    if (!written.has(path) && documentOfPath(path) !== null) await rm(join(folder, path));
  }
  for (const { path, text } of files) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
  return files.length;
}
