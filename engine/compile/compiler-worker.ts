/**
 * Runs in a thread of its own, started by `compiler.ts`: speaks to TypeScript's native compiler. When
 * that is ended in the middle of a sentence, the one who was spoken to breaks, and not the server.
 */
import { ChildProcess } from "node:child_process";
import { subscribe } from "node:diagnostics_channel";
import { setPriority } from "node:os";
import { parentPort } from "node:worker_threads";
import { getTokenAtPosition, type Node, type SourceFile } from "typescript/unstable/ast";
import {
  isBindingElement,
  isShorthandPropertyAssignment,
  isStringLiteral,
} from "typescript/unstable/ast/is";
import { API, type Diagnostic, type Project } from "typescript/unstable/async";
import type {
  CompilerAnswer,
  CompilerMessage,
  CompilerRequest,
  FileSyntax,
  Mistake,
  SourceReference,
} from "./compiler-messages.ts";
import { compilerOptions } from "./compiler-options.ts";
import { syntaxOf } from "./file-syntax.ts";
import { checkFolder, declarationFile, libraryFolder, virtualFiles } from "./virtual-files.ts";

const tell = (message: CompilerMessage) => parentPort?.postMessage(message);
const configuration = `${checkFolder}/tsconfig.json`;
const pathOf = (file: string): string => `${checkFolder}/${file}`;

/** Every file with its whole path, and what the compiler is to do. */
function texts(request: CompilerRequest): Readonly<Record<string, string>> {
  const options = { compilerOptions, files: [...request.files.keys()] };
  const files: Record<string, string> = { [configuration]: JSON.stringify(options) };
  for (const [path, text] of request.files) files[pathOf(path)] = text;
  return files;
}

/** The API tells nobody its process, and has no way to end one that is busy. */
let compiler: ChildProcess | undefined;

// Heard before the process is there: it may die in its first moment.
subscribe("child_process", (message) => {
  const started: unknown =
    typeof message === "object" && message !== null && "process" in message
      ? message.process
      : undefined;
  if (!(started instanceof ChildProcess)) return;
  compiler = started
    .once("spawn", () => begun(started.pid))
    .once("exit", () => tell({ died: true }));
});

function begun(pid: number | undefined): void {
  if (pid === undefined) return;
  tell({ pid });
  try {
    // Requests come first.
    setPriority(pid, 10);
  } catch {
    // It has died already, and that is told.
  }
}

async function openProject(api: API): Promise<Project> {
  const snapshot = await api.updateSnapshot({ openProjects: [configuration] });
  const project = snapshot.getProject(configuration);
  if (project === undefined) throw new Error("The compiler has not opened its project");
  return project;
}

async function answer(project: Project, request: CompilerRequest): Promise<CompilerAnswer> {
  const mistakes: Mistake[] = [];
  for (const path of request.judged) mistakes.push(...(await mistakesIn(project, path)));
  const syntax = new Map<string, FileSyntax>();
  for (const path of request.read) {
    const file = await project.program.getSourceFile(pathOf(path));
    if (file !== undefined) syntax.set(path, syntaxOf(file));
  }
  return { mistakes, syntax, references: await references(project, request.members) };
}

async function mistakesIn({ program }: Project, path: string): Promise<readonly Mistake[]> {
  const syntax = await program.getSyntacticDiagnostics(pathOf(path));
  const kind = syntax.length > 0 ? "syntax" : "type";
  const found = syntax.length > 0 ? syntax : await program.getSemanticDiagnostics(pathOf(path));
  return found.map((each) => ({
    path,
    kind,
    at: each.pos,
    number: each.code,
    text: textOf(each),
  }));
}

const textMaximum = 600;

/** The message with those that explain it. */
function textOf({ text, messageChain = [] }: Diagnostic): string {
  const whole = [text, ...messageChain.map(textOf)].join(" ");
  return whole.length > textMaximum ? `${whole.slice(0, textMaximum)}…` : whole;
}

async function references(
  project: Project,
  members: readonly number[],
): Promise<readonly SourceReference[]> {
  if (members.length === 0) return [];
  const file = await project.program.getSourceFile(pathOf(declarationFile));
  if (file === undefined) return [];
  const found: SourceReference[] = [];
  for (const position of members) {
    const member = getTokenAtPosition(file, position);
    const entries = await project.checker.getReferencedSymbolsForNode(member, position);
    const handles = entries.flatMap((entry) => entry.references);
    for (const node of await Promise.all(handles.map((handle) => handle.resolve())))
      if (node !== undefined) found.push(referenceAt(node, node.getSourceFile()));
  }
  return found;
}

/** `record.total`, `record["total"]`, `{ total: 1 }`, `{ total }`. */
function referenceAt(node: Node, file: SourceFile): SourceReference {
  const path = file.fileName.slice(checkFolder.length + 1);
  const start = node.getStart(file);
  if (isStringLiteral(node)) return { path, start: start + 1, end: node.end - 1, short: false };
  const { parent } = node;
  const short =
    (isShorthandPropertyAssignment(parent) && parent.name === node) ||
    (isBindingElement(parent) && parent.propertyName === undefined && parent.name === node);
  return { path, start, end: node.end, short };
}

async function work(request: CompilerRequest): Promise<void> {
  const api = new API({ cwd: checkFolder, fs: virtualFiles(texts(request), libraryFolder()) });
  const found = await answer(await openProject(api), request);
  compiler?.removeAllListeners("exit");
  await api.close();
  tell({ answer: found });
}

// One at a time: who asks waits for the answer.
parentPort?.on("message", (request: CompilerRequest) => void work(request));
