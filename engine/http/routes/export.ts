/** Records as a file, streamed: the first page decides between a file and a problem. */
import { problem } from "../../../metadata/problem.ts";
import { recordAct } from "../../audit/record-act.ts";
import { type ExportColumn, exportColumns } from "../../export/columns.ts";
import { csvHeader, csvLines } from "../../export/csv.ts";
import { type ExportedRecord, recordPages } from "../../export/pages.ts";
import { xlsxBytes } from "../../export/xlsx.ts";
import { pageLimitMaximum, parseListRequest } from "../../query/list-request.ts";
import { actorOf } from "../acting.ts";
import { Answer } from "../answer.ts";
import { type Exchange, readerOf } from "../exchange.ts";
import { oneOf } from "../expected.ts";
import { always, listKeys, type Route } from "../route.ts";
import { filePolicy } from "../security-headers.ts";
import { objectOf, refuse } from "./records.ts";

export const exportRoutes: readonly Route[] = [
  {
    method: "GET",
    path: "/records/:object/export",
    guard: "signed_in",
    query: ["format", ...listKeys],
    expensive: always,
    handle: exportRecords,
  },
];

type Pages = AsyncGenerator<readonly ExportedRecord[]>;

interface Format {
  readonly contentType: string;
  bytes(
    columns: readonly ExportColumn[],
    pages: Pages,
    about: { readonly title: string; readonly timeZone: string },
  ): ReadableStream<Uint8Array> | Promise<ReadableStream<Uint8Array>>;
}

const formats: Readonly<Record<string, Format>> = {
  csv: { contentType: "text/csv; charset=utf-8", bytes: csvBytes },
  xlsx: {
    contentType: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    bytes: (columns, pages, { title, timeZone }) =>
      xlsxBytes(columns, eachRecord(pages), title, timeZone),
  },
};

async function exportRecords(exchange: Exchange): Promise<Answer> {
  const model = objectOf(exchange, "read");
  if (model instanceof Answer) return model;
  if (!exchange.rights.may(model, "export")) return refuse(exchange, problem("not_permitted"));
  const query = new URLSearchParams(exchange.query);
  const name = query.get("format") ?? "csv";
  const format = Object.hasOwn(formats, name) ? formats[name] : undefined;
  if (format === undefined) {
    const expected = oneOf(...Object.keys(formats));
    return refuse(exchange, problem("invalid_parameter", "", { name: "format", expected }));
  }
  query.delete("format");
  const request = parseListRequest(query, model, exchange.catalog, exchange.rights);
  if (!request.ok) return refuse(exchange, ...request.problems);
  const columns = exportColumns(request.value, query.get("fields"), exchange);
  if (!columns.ok) return refuse(exchange, ...columns.problems);
  const pages = recordPages(readerOf(exchange), request.value);
  const first = await pages.next();
  if (!first.done && !first.value.ok) return refuse(exchange, ...first.value.problems);
  const opening = first.done || !first.value.ok ? [] : first.value.value;
  // Written down before the first byte leaves, when only a single page can be counted.
  await recordAct(exchange.services.database, actorOf(exchange), "exported", {
    object: model.name,
    format: name,
    filter: query.get("filter"),
    rows: opening.length < pageLimitMaximum ? opening.length : null,
  });
  const { timeZone } = exchange.clock;
  const about = { title: model.title, timeZone };
  const bytes = await format.bytes(columns.value, following(opening, pages), about);
  return new Answer(bytes, {
    headers: {
      "content-type": format.contentType,
      "content-disposition": `attachment; filename="${model.name}.${name}"`,
      "content-security-policy": filePolicy,
    },
  });
}

/** All pages; what goes wrong after the first can only break the answer off. */
async function* following(
  first: readonly ExportedRecord[],
  pages: ReturnType<typeof recordPages>,
): Pages {
  yield first;
  for await (const page of pages) {
    if (!page.ok) throw new Error("The export could not be finished");
    yield page.value;
  }
}

async function* eachRecord(pages: Pages): AsyncGenerator<ExportedRecord> {
  for await (const page of pages) yield* page;
}

function csvBytes(columns: readonly ExportColumn[], pages: Pages): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let started = false;
  return new ReadableStream<Uint8Array>({
    pull: async (controller) => {
      const page = await pages.next();
      if (page.done) return controller.close();
      const header = started ? "" : csvHeader(columns);
      started = true;
      controller.enqueue(encoder.encode(header + csvLines(page.value, columns)));
    },
    cancel: async () => {
      await pages.return(undefined);
    },
  });
}
