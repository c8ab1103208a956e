/**
 * Develops the browser applications against a running engine: the engine restarts when its sources
 * change, and both applications are served from source with hot replacement on ports of their own.
 */
import { spawn } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { createServer } from "vite";
import solid from "vite-plugin-solid";

const project = fileURLToPath(new URL("..", import.meta.url));
const enginePort = Number(process.env.PORT ?? 3000);
const engineAddress = `http://127.0.0.1:${enginePort}`;

const engine = spawn(process.execPath, ["--watch", join(project, "engine/main.ts"), "serve"], {
  stdio: "inherit",
});
for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.once(signal, () => {
    engine.kill(signal);
    process.exit();
  });
}

for (const [index, name] of ["runtime", "designer"].entries()) {
  const server = await createServer({
    root: join(project, name),
    configFile: false,
    plugins: [solid()],
    server: {
      port: enginePort + 1 + index,
      fs: { allow: [project] },
      // The engine sees the browser's own Host, which it compares with Origin.
      proxy: { "^/[^/@]+/api/": { target: engineAddress, changeOrigin: false } },
    },
  });
  await server.listen();
  console.log(`  ${name} from source: http://127.0.0.1:${enginePort + 1 + index}/`);
}
