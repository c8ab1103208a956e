import { problem } from "../../../metadata/problem.ts";
import { csvParts } from "../../export/csv.ts";
import { parseListRequest } from "../../query/list-request.ts";
import { Answer } from "../answer.ts";
import { type Exchange, readerOf } from "../exchange.ts";
import { listKeys, type Route } from "../route.ts";
import { objectOf, refuse } from "./records.ts";

export const exportRoutes: readonly Route[] = [
  {
    method: "GET",
    path: "/records/:object/export",
    guard: "signed_in",
    query: ["format", ...listKeys],
    handle: exportRecords,
  },
];

async function exportRecords(exchange: Exchange): Promise<Answer> {
  const model = objectOf(exchange, "read");
  if (model instanceof Answer) return model;
  const query = new URLSearchParams(exchange.query);
  const format = query.get("format") ?? "csv";
  if (format !== "csv")
    return refuse(exchange, problem("invalid_parameter", "", { name: "format", expected: "csv" }));
  query.delete("format");
  const request = parseListRequest(query, model, exchange.catalog, exchange.rights);
  if (!request.ok) return refuse(exchange, ...request.problems);
  const parts = csvParts(readerOf(exchange), request.value, query.get("fields"));
  // The first page decides between an answer and a problem; after it the status is sent.
  const header = await parts.next();
  const first = await parts.next();
  if (!header.done && !first.done && !first.value.ok)
    return refuse(exchange, ...first.value.problems);
  const encoder = new TextEncoder();
  const opening = [header, first]
    .map((part) => (!part.done && part.value.ok ? part.value.value : ""))
    .join("");
  let started = false;
  const stream = new ReadableStream<Uint8Array>({
    pull: async (controller) => {
      if (!started) {
        started = true;
        controller.enqueue(encoder.encode(opening));
        return;
      }
      const part = await parts.next();
      if (part.done) controller.close();
      else if (part.value.ok) controller.enqueue(encoder.encode(part.value.value));
      else controller.error(new Error("The export could not be finished"));
    },
    cancel: async () => {
      await parts.return(undefined);
    },
  });
  return new Answer(stream, {
    headers: {
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": `attachment; filename="${model.name}.csv"`,
      "content-security-policy": "sandbox",
    },
  });
}
