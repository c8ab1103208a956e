/** Addresses for operators: alive, ready for requests, metrics. */
import type { Context, Hono } from "hono";
import type { Services } from "./exchange.ts";
import { mayReadMetrics } from "./metrics-readers.ts";
import { dataHeaders } from "./security-headers.ts";

const plain = "text/plain; charset=utf-8";

const refusal = `Metrics are for this machine and the proxies of TENON_TRUSTED_PROXIES, asked directly.
From elsewhere: set TENON_METRICS_TOKEN and send it as a bearer token.
`;

export function healthRoutes(application: Hono, services: Services): void {
  const answer = (context: Context, body: string, status = 200, type = plain): Response =>
    new Response(body, {
      status,
      headers: {
        ...dataHeaders(services.config, context),
        "cache-control": "no-store",
        "content-type": type,
      },
    });
  application.get("/-/live", (context) => answer(context, "live\n"));
  application.get("/-/ready", async (context) => {
    try {
      await services.database.run({ text: "select 1", values: [] });
      return answer(context, "ready\n");
    } catch {
      return answer(context, "the database cannot be reached\n", 503);
    }
  });
  application.get("/-/metrics", async (context) =>
    mayReadMetrics(services, context)
      ? answer(context, await services.metrics(), 200, "text/plain; version=0.0.4; charset=utf-8")
      : answer(context, refusal, 403),
  );
}
