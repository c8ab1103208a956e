/** An app as a folder: `app.json`, documents, seed data. */
import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { MetadataDocument } from "../metadata/documents/document.ts";
import {
  documentFiles,
  documentFolders,
  documentOfPath,
  type MetadataFile,
  parseDocumentFiles,
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
  const paths = await documentPaths(folder);
  if (paths.length === 0) return failure(problem("no_documents", "", { folder }));
  const files: MetadataFile[] = [];
  const problems: Problem[] = [];
  for (const path of paths) {
    const text = fileText(path, await readFile(join(folder, path)));
    if (text.ok) files.push({ path, text: text.value });
    else problems.push(...text.problems.map((item) => ({ ...item, file: path })));
  }
  const seeds = await readSeeds(join(folder, "data"));
  if (!seeds.ok) problems.push(...seeds.problems);
  if (problems.length > 0 || !seeds.ok) return failure(...problems);
  const parsed = parseDocumentFiles(files);
  if (!parsed.ok) return parsed;
  const documents = parsed.value;
  const app = documents.find(({ kind }) => kind === "app")?.name ?? "";
  return success({ app, documents, seeds: seeds.value });
}

/** TypeScript in UTF-8 is kept as it is, its mark of order included; the rest may come from anywhere. */
function fileText(path: string, bytes: Uint8Array): Result<string> {
  const decoded = decodeText(bytes, path.endsWith(".ts"));
  return decoded.ok ? success(decoded.value.text) : decoded;
}

async function documentPaths(folder: string): Promise<readonly string[]> {
  const top = (await readdir(folder).catch(() => [])).filter((name) => name === "app.json");
  const nested = await Promise.all(
    Object.values(documentFolders).map(async (name) =>
      (await readdir(join(folder, name)).catch(() => []))
        .map((file) => `${name}/${file}`)
        .filter((path) => documentOfPath(path) !== null)
        .toSorted(),
    ),
  );
  return [...top, ...nested.flat()];
}

async function readSeeds(folder: string): Promise<Result<SeedFiles>> {
  const names = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith(".csv"));
  const seeds = new Map<string, string>();
  const problems: Problem[] = [];
  for (const name of names) {
    const decoded = decodeText(await readFile(join(folder, name)));
    if (decoded.ok) seeds.set(name.slice(0, -4), decoded.value.text);
    else problems.push(...decoded.problems.map((item) => ({ ...item, file: `data/${name}` })));
  }
  return problems.length > 0 ? failure(...problems) : success(seeds);
}

/** Writes documents as files; documents that are gone lose their files, other files stay. */
export async function writeAppFolder(
  folder: string,
  documents: readonly MetadataDocument[],
): Promise<number> {
  const files = documentFiles(documents);
  const written = new Set(files.map(({ path }) => path));
  for (const path of await documentPaths(folder)) {
    if (!written.has(path)) await rm(join(folder, path));
  }
  for (const { path, text } of files) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
  return files.length;
}
