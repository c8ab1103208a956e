/** The log: events as JSON lines. Secrets never reach it, because no event carries one. */
import { pino } from "pino";
import type { Config } from "./config.ts";
import type { ObservableEvent, Observe } from "./observe.ts";

const levels: Readonly<Record<ObservableEvent["kind"], "debug" | "info" | "warn" | "error">> = {
  server_started: "info",
  server_stopping: "info",
  server_stopped: "info",
  request_finished: "debug",
  request_failed: "error",
  catalog_loaded: "debug",
  published: "info",
  signed_in: "info",
  viewing_begun: "info",
  viewing_ended: "info",
  secret_not_readable: "error",
  sign_in_refused: "warn",
  member_changed: "info",
  mail_sent: "info",
  mail_failed: "error",
  second_factor_changed: "info",
  change_streams: "debug",
  endpoint_paused: "warn",
  job_finished: "debug",
  jobs_waiting: "debug",
  identity_changed: "info",
  provider_failed: "warn",
  database_superuser: "warn",
  database_lost: "warn",
  background_failed: "error",
};

export function logObserver(level: Config["logLevel"]): Observe {
  const logger = pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime });
  return (event) => {
    if (!logger.isLevelEnabled(levels[event.kind])) return;
    const { kind, ...details } = event;
    logger[levels[kind]](
      "error" in details ? { ...details, error: described(details.error) } : details,
      kind,
    );
  };
}

/** An error's own words and place; never the values of a statement. */
function described(error: unknown): unknown {
  if (!(error instanceof Error)) return String(error);
  return { name: error.name, message: error.message, stack: error.stack };
}
