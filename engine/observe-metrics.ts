/** Counters and timings of events in Prometheus' text format. */
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";
import type { Observe } from "./observe.ts";

export interface Metrics {
  readonly observe: Observe;
  text(): Promise<string>;
}

export function createMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry, prefix: "tenon_" });
  const registers = [registry];
  const requests = new Histogram({
    name: "tenon_request_seconds",
    help: "Time to answer a request.",
    labelNames: ["method", "route", "status"],
    buckets: [0.001, 0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5],
    registers,
  });
  const failures = new Counter({
    name: "tenon_request_failures_total",
    help: "Requests that ended in an internal error.",
    registers,
  });
  const publishes = new Counter({
    name: "tenon_publishes_total",
    help: "Versions published.",
    registers,
  });
  const refused = new Counter({
    name: "tenon_sign_ins_refused_total",
    help: "Sign-ins refused.",
    registers,
  });
  const streams = new Gauge({
    name: "tenon_change_streams",
    help: "Open streams of live changes.",
    registers,
  });
  const observeJobs = jobMetrics(registers);
  const version = new Gauge({
    name: "tenon_catalog_version",
    help: "Version of the catalog in use.",
    labelNames: ["workspace"],
    registers,
  });
  /** Looking a series up by its labels costs more than observing it. */
  const series = new Map<string, ReturnType<typeof requests.labels>>();
  const seriesOf = (method: string, route: string, status: number) => {
    const key = `${status}${method}${route}`;
    let found = series.get(key);
    if (found === undefined) {
      found = requests.labels({ method, route, status: String(status) });
      series.set(key, found);
    }
    return found;
  };
  return {
    text: () => registry.metrics(),
    observe: (event) => {
      switch (event.kind) {
        case "request_finished":
          seriesOf(event.method, event.route, event.status).observe(event.milliseconds / 1000);
          break;
        case "request_failed":
          failures.inc();
          break;
        case "published":
          publishes.inc();
          break;
        case "sign_in_refused":
          refused.inc();
          break;
        case "catalog_loaded":
          version.set({ workspace: event.workspace }, event.version);
          break;
        case "change_streams":
          streams.set(event.open);
          break;
        default:
          observeJobs(event);
      }
    },
  };
}

/** What jobs take, and how many wait. */
function jobMetrics(registers: Registry[]): Observe {
  const jobs = new Histogram({
    name: "tenon_job_seconds",
    help: "Time to do a job, from taking it to its end.",
    labelNames: ["what", "outcome"],
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5, 30],
    registers,
  });
  const due = new Gauge({
    name: "tenon_jobs_due",
    help: "Jobs that are due and not done.",
    registers,
  });
  const late = new Gauge({
    name: "tenon_jobs_late_seconds",
    help: "How long the first of the jobs that are due has been so.",
    registers,
  });
  return (event) => {
    if (event.kind === "job_finished") {
      const { what, outcome, milliseconds } = event;
      jobs.labels({ what, outcome }).observe(milliseconds / 1000);
    } else if (event.kind === "jobs_waiting") {
      due.set(event.due);
      late.set(event.seconds);
    }
  };
}
