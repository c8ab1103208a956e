/**
 * The table of allowed imports. Parts are the top folders. A room is a folder of a part; the files
 * that lie in the part itself are the room `part/*`, unless they are named here because they stand
 * on another floor than their neighbours. What is not listed is not allowed.
 */

/** Which parts a part may import from, besides itself. */
export const parts: Readonly<Record<string, readonly string[]>> = {
  metadata: [],
  engine: ["metadata"],
  runtime: ["metadata"],
  designer: ["metadata", "runtime"],
  bin: ["engine"],
  scripts: ["metadata", "engine", "tests"],
  tests: ["metadata", "engine", "runtime", "designer", "scripts"],
};

/** Which rooms of its own part a room may import from, from the ground up. */
export const rooms: Readonly<Record<string, readonly string[]>> = {
  // Texts, JSON, problems and their codes; the two contracts that expressions and fields share.
  "metadata/*": [],
  "metadata/expressions/types.ts": [],
  "metadata/fields/field-type.ts": ["metadata/*", "metadata/expressions/types.ts"],
  "metadata/fields/values": ["metadata/*", "metadata/fields/field-type.ts"],
  "metadata/expressions": [
    "metadata/*",
    "metadata/expressions/types.ts",
    "metadata/fields/field-type.ts",
    "metadata/fields/values",
  ],
  "metadata/fields": [
    "metadata/*",
    "metadata/expressions/types.ts",
    "metadata/fields/field-type.ts",
    "metadata/fields/values",
  ],
  "metadata/model": [
    "metadata/*",
    "metadata/expressions",
    "metadata/expressions/types.ts",
    "metadata/fields",
    "metadata/fields/field-type.ts",
    "metadata/fields/values",
  ],
  "metadata/validate": [
    "metadata/*",
    "metadata/expressions",
    "metadata/fields",
    "metadata/fields/field-type.ts",
    "metadata/fields/values",
    "metadata/model",
  ],
  "metadata/documents": [
    "metadata/*",
    "metadata/expressions",
    "metadata/expressions/types.ts",
    "metadata/fields",
    "metadata/fields/field-type.ts",
    "metadata/fields/values",
    "metadata/model",
    "metadata/validate",
  ],
  "metadata/diff": [
    "metadata/*",
    "metadata/documents",
    "metadata/fields/field-type.ts",
    "metadata/model",
  ],
  "metadata/refactor": [
    "metadata/*",
    "metadata/documents",
    "metadata/expressions",
    "metadata/fields",
    "metadata/fields/field-type.ts",
    "metadata/model",
  ],
  "metadata/wire.ts": ["metadata/*", "metadata/documents", "metadata/model"],

  // main → command line, server → http → what a request does → access → catalog → db.
  "engine/config.ts": [],
  "engine/observe.ts": [],
  "engine/observe-log.ts": ["engine/config.ts", "engine/observe.ts"],
  "engine/observe-metrics.ts": ["engine/observe.ts"],
  "engine/db": [],
  "engine/catalog": ["engine/db", "engine/observe.ts"],
  "engine/mail": ["engine/db", "engine/observe.ts"],
  "engine/access": ["engine/db", "engine/catalog", "engine/mail", "engine/observe.ts"],
  "engine/query": ["engine/access", "engine/catalog", "engine/db"],
  "engine/clock.ts": ["engine/query"],
  "engine/secrets": [],
  "engine/files": ["engine/catalog", "engine/db", "engine/observe.ts"],
  "engine/records": [
    "engine/access",
    "engine/catalog",
    "engine/db",
    "engine/files",
    "engine/query",
    "engine/secrets",
    "engine/observe.ts",
  ],
  "engine/publish": [
    "engine/catalog",
    "engine/db",
    "engine/observe.ts",
    "engine/query",
    "engine/records",
    "engine/secrets",
  ],
  "engine/export": ["engine/query"],
  "engine/import": [
    "engine/catalog",
    "engine/db",
    "engine/observe.ts",
    "engine/query",
    "engine/records",
  ],
  "engine/http": [
    "engine/access",
    "engine/catalog",
    "engine/clock.ts",
    "engine/config.ts",
    "engine/db",
    "engine/export",
    "engine/files",
    "engine/import",
    "engine/mail",
    "engine/observe.ts",
    "engine/publish",
    "engine/query",
    "engine/records",
    "engine/secrets",
  ],
  "engine/app-folder.ts": ["engine/import"],
  "engine/type-declarations.ts": ["engine/catalog"],
  "engine/workspaces.ts": [
    "engine/access",
    "engine/catalog",
    "engine/db",
    "engine/files",
    "engine/publish",
    "engine/records",
  ],
  "engine/publish-folder.ts": [
    "engine/access",
    "engine/app-folder.ts",
    "engine/catalog",
    "engine/clock.ts",
    "engine/db",
    "engine/import",
    "engine/publish",
  ],
  "engine/examine-workspace.ts": [
    "engine/catalog",
    "engine/clock.ts",
    "engine/http",
    "engine/publish",
    "engine/query",
    "engine/records",
  ],
  "engine/rotate-secrets.ts": [
    "engine/catalog",
    "engine/db",
    "engine/query",
    "engine/records",
    "engine/secrets",
  ],
  "engine/first-start.ts": [
    "engine/access",
    "engine/app-folder.ts",
    "engine/catalog",
    "engine/http",
    "engine/publish-folder.ts",
    "engine/workspaces.ts",
  ],
  "engine/server.ts": [
    "engine/records",
    "engine/access",
    "engine/catalog",
    "engine/config.ts",
    "engine/db",
    "engine/files",
    "engine/http",
    "engine/import",
    "engine/mail",
    "engine/observe.ts",
    "engine/observe-metrics.ts",
    "engine/publish",
    "engine/secrets",
    "engine/workspaces.ts",
  ],
  "engine/command-line": [
    "engine/access",
    "engine/app-folder.ts",
    "engine/catalog",
    "engine/clock.ts",
    "engine/config.ts",
    "engine/db",
    "engine/rotate-secrets.ts",
    "engine/examine-workspace.ts",
    "engine/first-start.ts",
    "engine/http",
    "engine/import",
    "engine/observe-log.ts",
    "engine/publish",
    "engine/publish-folder.ts",
    "engine/server.ts",
    "engine/type-declarations.ts",
    "engine/workspaces.ts",
  ],
  "engine/main.ts": ["engine/command-line"],

  // `ui` knows no metadata; screens stand on blocks, blocks on fields, all on state.
  "runtime/language": [],
  "runtime/ui": ["runtime/language"],
  "runtime/client": ["runtime/language"],
  "runtime/state": ["runtime/client", "runtime/language", "runtime/ui"],
  "runtime/fields": ["runtime/language", "runtime/state", "runtime/ui"],
  "runtime/blocks": ["runtime/fields", "runtime/language", "runtime/state", "runtime/ui"],
  "runtime/screens": [
    "runtime/blocks",
    "runtime/fields",
    "runtime/language",
    "runtime/state",
    "runtime/ui",
  ],
  "runtime/*": ["runtime/language", "runtime/screens", "runtime/state", "runtime/ui"],

  // `document` and `commands` know no screen.
  "designer/language": [],
  "designer/styles": [],
  "designer/document": [],
  "designer/commands": ["designer/document"],
  "designer/state": ["designer/commands", "designer/document"],
  "designer/shell/designer-context.ts": ["designer/document", "designer/state"],
  "designer/shell/keyboard.ts": ["designer/commands", "designer/shell/designer-context.ts"],
  "designer/canvases": [
    "designer/commands",
    "designer/document",
    "designer/language",
    "designer/shell/designer-context.ts",
    "designer/state",
  ],
  "designer/inspector": [
    "designer/canvases",
    "designer/commands",
    "designer/document",
    "designer/language",
    "designer/shell/designer-context.ts",
  ],
  "designer/editors": [
    "designer/canvases",
    "designer/commands",
    "designer/document",
    "designer/inspector",
    "designer/language",
    "designer/shell/designer-context.ts",
    "designer/state",
  ],
  "designer/palette": [
    "designer/commands",
    "designer/document",
    "designer/language",
    "designer/shell/designer-context.ts",
    "designer/shell/keyboard.ts",
    "designer/state",
  ],
  "designer/publish": [
    "designer/canvases",
    "designer/document",
    "designer/language",
    "designer/shell/designer-context.ts",
  ],
  "designer/shell": [
    "designer/canvases",
    "designer/commands",
    "designer/document",
    "designer/editors",
    "designer/inspector",
    "designer/language",
    "designer/palette",
    "designer/publish",
    "designer/shell/designer-context.ts",
    "designer/shell/keyboard.ts",
    "designer/state",
  ],
  "designer/*": [
    "designer/document",
    "designer/language",
    "designer/shell",
    "designer/shell/designer-context.ts",
    "designer/state",
    "designer/styles",
  ],
};

/** Which packages and Node.js modules a part, or one room of it, may import. */
export const packages: Readonly<Record<string, readonly string[]>> = {
  metadata: ["ajv", "ajv-formats", "big.js", "re2js"],
  engine: ["node:crypto", "node:path", "node:url", "node:util"],
  "engine/access": ["node:crypto", "node:util"],
  "engine/app-folder.ts": ["node:fs/promises", "node:path"],
  "engine/command-line": ["node:crypto", "node:fs/promises", "node:path", "node:util"],
  "engine/db": [
    "pg",
    "node:child_process",
    "node:crypto",
    "node:fs/promises",
    "node:net",
    "node:path",
  ],
  "engine/files": ["node:crypto", "node:fs/promises", "node:path"],
  "engine/secrets": ["node:crypto", "node:fs", "node:path"],
  "engine/first-start.ts": ["node:crypto", "node:fs/promises", "node:path", "node:url"],
  "engine/http": ["hono", "node:crypto", "node:fs", "node:path", "node:url", "node:zlib"],
  "engine/export": ["hucre"],
  "engine/import": ["csv-parse", "hucre", "node:worker_threads", "node:zlib"],
  "engine/mail": ["nodemailer"],
  "engine/main.ts": ["node:module"],
  "engine/observe-log.ts": ["pino"],
  "engine/observe-metrics.ts": ["prom-client"],
  "engine/server.ts": ["@hono/node-server"],
  runtime: ["solid-js", "@solidjs/router", "@tanstack/solid-query"],
  "runtime/language": ["solid-js"],
  "runtime/ui": ["solid-js"],
  designer: ["solid-js", "@tanstack/solid-query"],
  "designer/document": [],
  "designer/commands": [],
};

/** Walls that stand in the wrong place today. Nothing may be added here. */
export const misplaced: readonly (readonly [from: string, to: string])[] = [
  ["runtime/state/save-record.ts", "runtime/blocks/problem-view.tsx"],
  ["runtime/state/list-columns.ts", "runtime/fields/index.ts"],
];

export const partOf = (path: string): string => path.split("/")[0] ?? path;

/** The room a file lies in: the longest name in the table that it lies under. */
export function roomOf(path: string): string {
  // Divided into several files for their length alone.
  if (path.startsWith("metadata/problem-codes/")) return "metadata/*";
  const segments = path.split("/");
  for (let length = segments.length; length > 1; length--) {
    const name = segments.slice(0, length).join("/");
    if (Object.hasOwn(rooms, name)) return name;
  }
  return segments.length === 2 ? `${segments[0]}/*` : segments.slice(0, 2).join("/");
}
