/** The printed table of a bench run. */
import type { Contender } from "./contenders.ts";
import type { Sample } from "./measure.ts";
import { treeCost } from "./process-cost.ts";
import { median, spread } from "./statistics.ts";
import type { ContenderName, Workload } from "./workloads.ts";

const heading = [
  "workload",
  "hand-written req/s",
  "Tenon req/s",
  "ratio (extremes)",
  "goal",
  "defect below",
  "verdict",
  "CPU per request, ratio (extremes)",
  "p50 ms",
  "p99 ms",
  "bytes",
];

/** A Markdown table, one row per workload; `a / b` is hand-written / Tenon. */
export function ratioTable(chosen: readonly Workload[], samples: readonly Sample[]): string {
  const rows = chosen.map((workload) => tableRow(workload, samples));
  return [heading, heading.map(() => "---"), ...rows]
    .map((cells) => `| ${cells.join(" | ")} |`)
    .join("\n");
}

function tableRow(workload: Workload, samples: readonly Sample[]): readonly string[] {
  const of = (contender: ContenderName) =>
    samples.filter((sample) => sample.workload === workload.name && sample.contender === contender);
  const reference = of("hand-written");
  const tenon = of("tenon");
  const ratios = (figure: (sample: Sample) => number) =>
    tenon.map((sample) => {
      const other = reference.find((candidate) => candidate.round === sample.round);
      return other === undefined ? Number.NaN : figure(sample) / figure(other);
    });
  const cpu = (sample: Sample) => sample.serverCpuMs + sample.databaseCpuMs;
  const both = (figure: (sample: Sample) => number, digits: number) =>
    [reference, tenon].map((list) => median(list.map(figure)).toFixed(digits)).join(" / ");
  const speed = ratios((sample) => sample.perSecond);
  return [
    workload.title,
    median(reference.map((sample) => sample.perSecond)).toFixed(0),
    median(tenon.map((sample) => sample.perSecond)).toFixed(0),
    spread(speed, 2),
    workload.bar?.goal.toString() ?? "–",
    workload.bar?.defect.toString() ?? "–",
    verdict(workload, median(speed)),
    spread(ratios(cpu), 2),
    both((sample) => sample.medianMs, 1),
    both((sample) => sample.slowestHundredthMs, 0),
    both((sample) => sample.bytesPerAnswer, 0),
  ];
}

function verdict({ bar }: Workload, ratio: number): string {
  if (bar === null) return "";
  if (ratio < bar.defect) return "**defect**";
  return ratio < bar.goal ? "below the goal" : "goal met";
}

/** `tenon: 120 MB resident, idle`. */
export function memoryLine(contender: Contender, when: string): string {
  const megabytes = treeCost(contender.processId).residentBytes / 1e6;
  return `${contender.name}: ${megabytes.toFixed(0)} MB resident, ${when}`;
}
