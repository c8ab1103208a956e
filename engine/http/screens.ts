/**
 * The built browser applications: `index.html` for every screen address, hashed files that may be
 * kept for ever. Nothing is read from disk per request.
 */
import { randomBytes } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { constants, gzipSync } from "node:zlib";
import type { Context, Hono } from "hono";
import type { Services } from "./exchange.ts";
import { dataHeaders, strictTransport } from "./security-headers.ts";

interface Asset {
  readonly plain: Uint8Array<ArrayBuffer>;
  readonly gzip: Uint8Array<ArrayBuffer> | null;
  readonly type: string;
}

const types: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
  ".json": "application/json",
  ".png": "image/png",
  ".ico": "image/x-icon",
};

const distFolder = fileURLToPath(new URL("../../dist", import.meta.url));
const applications = ["runtime", "designer"] as const;
type ApplicationName = (typeof applications)[number];

/** Files of the two applications by their path below `dist`: `runtime/assets/list-3f2a.js`. */
function readAssets(folder: string): ReadonlyMap<string, Asset> {
  const assets = new Map<string, Asset>();
  for (const application of applications) {
    for (const path of filesIn(join(folder, application))) {
      const plain = new Uint8Array(readFileSync(join(folder, application, path)));
      const type = types[extname(path)] ?? "application/octet-stream";
      const compressible = /^(text|application\/json|image\/svg)/.test(type) && plain.length > 1024;
      assets.set(`${application}/${path}`, {
        plain,
        gzip: compressible
          ? new Uint8Array(gzipSync(plain, { level: constants.Z_BEST_COMPRESSION }))
          : null,
        type,
      });
    }
  }
  return assets;
}

function filesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) =>
        join(entry.parentPath, entry.name)
          .slice(folder.length + 1)
          .replaceAll("\\", "/"),
      );
  } catch {
    return [];
  }
}

export function screenRoutes(application: Hono, services: Services): void {
  let assets: ReadonlyMap<string, Asset> | null = null;
  const loaded = (): ReadonlyMap<string, Asset> => {
    assets ??= readAssets(distFolder);
    return assets;
  };
  application.get("/-/assets/*", (context) => {
    const asset = loaded().get(context.req.path.slice("/-/assets/".length));
    return asset === undefined ? notFound(context) : file(services, context, asset);
  });
  application.get(
    "/favicon.ico",
    (context) =>
      new Response(null, { status: 204, headers: dataHeaders(services.config, context) }),
  );
  application.get("/", async (context) => {
    const names = await workspaceNames(services);
    return names.length === 1
      ? redirect(services, context, `/${names[0]}/`)
      : page(context, welcome(names));
  });
  application.get("/:workspace", async (context) => {
    const answer = await screen(context, services, loaded(), "runtime");
    // The router takes both spellings for one, and its own path never ends with a slash. Only to a
    // workspace that is there: other names can be addresses elsewhere, such as `/\example.com`.
    return answer.status === 404 || new URL(context.req.url).pathname.endsWith("/")
      ? answer
      : redirect(services, context, `/${context.req.param("workspace")}/`);
  });
  application.get("/:workspace/designer/*", (context) =>
    screen(context, services, loaded(), "designer"),
  );
  application.get("/:workspace/*", (context) => screen(context, services, loaded(), "runtime"));
}

const redirect = ({ config }: Services, context: Context, location: string): Response =>
  new Response(null, { status: 302, headers: { ...dataHeaders(config, context), location } });

const accepts = (context: Context): boolean =>
  /\bgzip\b/.test(context.req.header("accept-encoding") ?? "");

function file({ config }: Services, context: Context, asset: Asset): Response {
  const zipped = asset.gzip !== null && accepts(context);
  return new Response(zipped && asset.gzip !== null ? asset.gzip : asset.plain, {
    headers: {
      ...dataHeaders(config, context),
      "content-type": asset.type,
      "cache-control": "public, max-age=31536000, immutable",
      vary: "accept-encoding",
      ...(zipped ? { "content-encoding": "gzip" } : {}),
    },
  });
}

async function screen(
  context: Context,
  services: Services,
  assets: ReadonlyMap<string, Asset>,
  application: ApplicationName,
): Promise<Response> {
  const workspace = context.req.param("workspace") ?? "";
  if (
    (services.catalogs.loaded(workspace) ?? (await services.catalogs.current(workspace))) === null
  ) {
    return notFound(context);
  }
  const index = assets.get(`${application}/index.html`);
  if (index === undefined) return page(context, notBuilt, 503);
  return page(context, new TextDecoder().decode(index.plain));
}

const notFound = (context: Context): Response => page(context, missing, 404);

/** An HTML page under a policy that runs our own files only; `nonce-placeholder` becomes the nonce. */
function page(_context: Context, html: string, status = 200): Response {
  const nonce = randomBytes(16).toString("base64");
  const policy = [
    "default-src 'none'",
    "object-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data: blob:",
    "connect-src 'self'",
    "font-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join("; ");
  return new Response(html.replaceAll("nonce-placeholder", nonce), {
    status,
    headers: {
      "content-type": "text/html; charset=utf-8",
      "content-security-policy": policy,
      "x-content-type-options": "nosniff",
      "x-frame-options": "DENY",
      "referrer-policy": "same-origin",
      "cross-origin-opener-policy": "same-origin",
      "cross-origin-resource-policy": "same-origin",
      "permissions-policy": "camera=(), microphone=(), geolocation=()",
      ...strictTransport,
      "cache-control": "no-cache",
    },
  });
}

async function workspaceNames(services: Services): Promise<readonly string[]> {
  const { rows } = await services.database.run({
    text: "select name from core.workspace order by name",
    values: [],
  });
  return rows.map(([name]) => String(name));
}

const frame = (title: string, body: string): string =>
  `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title}</title><style nonce="nonce-placeholder">body{font:16px/1.5 system-ui,"PingFang SC","Microsoft YaHei",sans-serif;margin:15vh auto;max-width:36rem;padding:0 1rem;color:#24292f;background:#f6f7f9}a{color:#1d4ed8}@media(prefers-color-scheme:dark){body{color:#e6e8eb;background:#15181c}a{color:#8ab4ff}}</style></head><body><main>${body}</main></body></html>`;

const missing = frame(
  "Tenon",
  '<h1>Nothing here</h1><p>There is no workspace at this address.</p><p lang="zh-CN">此地址下没有工作区。</p>',
);
const notBuilt = frame(
  "Tenon",
  "<h1>Screens are not built</h1><p>Run <code>npm run build</code>.</p>",
);

/** Workspace names hold nothing that HTML would read as markup. */
function welcome(names: readonly string[]): string {
  const list = names.map((name) => `<li><a href="/${name}/">${name}</a></li>`).join("");
  return frame(
    "Tenon",
    names.length === 0
      ? "<h1>Tenon</h1><p>There is no workspace yet. Create one: <code>npx tenon workspace create NAME</code></p>"
      : `<h1>Tenon</h1><ul>${list}</ul>`,
  );
}
