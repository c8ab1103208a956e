import { prepareFirstStart } from "../first-start.ts";
import { startServer } from "../server.ts";
import type { Command } from "./command.ts";

export const serveCommand: Command = {
  name: "serve",
  usage: "serve",
  help: "Serve screens and API until stopped.",
  options: {},
  run: async (call) => {
    const started = performance.now();
    const services = await call.services();
    const first = await prepareFirstStart(services);
    const running = await startServer(services);
    const milliseconds = Math.round(performance.now() - started);
    services.observe({ kind: "server_started", address: running.address, milliseconds });
    call.say("");
    call.say(`  Tenon is ready in ${milliseconds} ms: ${running.address}/`);
    if (first.password !== null) {
      call.say(
        `  Sign in as ${first.email} with the password ${call.config.adminPassword === null ? first.password : "of TENON_ADMIN_PASSWORD"}`,
      );
      if (call.config.adminPassword === null) call.say("  This password is shown once.");
    } else call.say(`  Sign in as ${first.email}`);
    call.say("");
    call.report({
      event: "ready",
      address: running.address,
      email: first.email,
      password: first.password,
    });
    const reason = await stopSignal();
    services.observe({ kind: "server_stopping", reason });
    await running.stop();
    services.observe({ kind: "server_stopped" });
    return 0;
  },
};

function stopSignal(): Promise<string> {
  return new Promise((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM"] as const)
      process.once(signal, () => resolve(signal));
  });
}
