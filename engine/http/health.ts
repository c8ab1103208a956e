/** Addresses for operators: alive, ready for requests, metrics. */
import type { Hono } from "hono";
import type { Services } from "./exchange.ts";

export function healthRoutes(application: Hono, services: Services): void {
  application.get("/-/live", (context) => context.text("live\n"));
  application.get("/-/ready", async (context) => {
    try {
      await services.database.run({ text: "select 1", values: [] });
      return context.text("ready\n");
    } catch {
      return context.text("the database cannot be reached\n", 503);
    }
  });
  application.get(
    "/-/metrics",
    async () =>
      new Response(await services.metrics(), {
        headers: { "content-type": "text/plain; version=0.0.4; charset=utf-8" },
      }),
  );
}
