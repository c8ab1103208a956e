/**
 * Uploads, and the bytes of files that records hold. There is no address of a file alone: whoever
 * asks reads the record and the field first.
 */
import { sizeText } from "../../../metadata/fields/values/file-value.ts";
import { problem } from "../../../metadata/problem.ts";
import type { StoredFile } from "../../files/file-rows.ts";
import { BrokenUpload, type ReceivedBytes } from "../../files/file-store.ts";
import { keepFile } from "../../files/keep-file.ts";
import { heldFile } from "../../records/held-file.ts";
import { Answer } from "../answer.ts";
import { type Exchange, readerOf } from "../exchange.ts";
import { entityTag, fileAnswer, fileHeaders, rangeOf } from "../file-answer.ts";
import { problemAnswer } from "../problem-answer.ts";
import { jsonOf, type Route } from "../route.ts";
import { objectOf, refuse } from "./records.ts";

export const fileRoutes: readonly Route[] = [
  { method: "POST", path: "/files", guard: "signed_in", query: [], handle: upload },
  {
    method: "GET",
    path: "/records/:object/:id/files/:field/:file",
    guard: "signed_in",
    query: [],
    handle: download,
  },
];

/** The name of a file, in UTF-8 and percent-encoded: a header holds nothing else safely. */
export const nameHeader = "tenon-file-name";

async function upload(exchange: Exchange): Promise<Answer> {
  const { context, services, catalog, principal, clock } = exchange;
  const name = sentName(exchange);
  if (name instanceof Answer) return name;
  const declared = context.req.header("content-type") ?? "";
  if (/^\s*(multipart\/|application\/x-www-form-urlencoded)/i.test(declared))
    return refuse(exchange, problem("form_not_expected"));
  const received = await receive(exchange);
  if (received instanceof Answer) return received;
  const file = await keepFile(services.database, services.files, catalog, received, {
    name,
    declared,
    by: principal?.account.id ?? null,
    at: new Date(clock.now),
  });
  const { id, type, size, sha256 } = file;
  return jsonOf({ id, name: file.name, type, size, sha256 }, 201);
}

function sentName(exchange: Exchange): string | Answer {
  const header = exchange.context.req.header(nameHeader) ?? "";
  try {
    const name = decodeURIComponent(header);
    if (name.trim() !== "") return name;
  } catch {
    // Told below.
  }
  const expected = { en: "the name, percent-encoded", "zh-CN": "经百分号编码的文件名" };
  return refuse(exchange, problem("invalid_parameter", "", { name: nameHeader, expected }));
}

const noRoom: ReadonlySet<unknown> = new Set(["ENOSPC", "EDQUOT"]);

async function receive(exchange: Exchange): Promise<ReceivedBytes | Answer> {
  const { context, services } = exchange;
  const limit = services.config.uploadMaximum;
  const tooLarge = () =>
    problemAnswer(
      [problem("upload_too_large", "", { limit: sizeText(limit) })],
      exchange.locale,
      exchange.requestId,
      // What is still on its way is not waited for.
      { headers: { connection: "close" } },
    );
  if (Number(context.req.header("content-length") ?? 0) > limit) return tooLarge();
  try {
    return (await services.files.receive(context.req.raw.body, limit)) ?? tooLarge();
  } catch (error) {
    if (error instanceof BrokenUpload) return refuse(exchange, problem("upload_broken"));
    if (error instanceof Error && "code" in error && noRoom.has(error.code))
      return refuse(exchange, problem("storage_full"));
    throw error;
  }
}

async function download(exchange: Exchange): Promise<Answer> {
  const model = objectOf(exchange, "read");
  if (model instanceof Answer) return model;
  const file = await heldFile(readerOf(exchange), model, {
    id: exchange.parameter("id"),
    field: exchange.parameter("field"),
    file: exchange.parameter("file"),
  });
  return bytesOf(exchange, file);
}

/** The bytes of a file that the caller may read; null: there is none for him. */
export async function bytesOf(exchange: Exchange, file: StoredFile | null): Promise<Answer> {
  const { services, catalog, context } = exchange;
  const bytes = file && (await services.files.sizeOf(catalog.workspaceId, file.sha256));
  if (file === null || bytes !== file.size) return refuse(exchange, problem("file_not_found"));
  const { req } = context;
  if (matches(req.header("if-none-match"), entityTag(file)))
    return new Answer(null, { status: 304, headers: fileHeaders(file) });
  const asked = req.header("if-range");
  const current = asked === undefined || asked.trim() === entityTag(file);
  const range = current ? rangeOf(req.header("range"), file.size) : null;
  if (range === "outside") {
    return problemAnswer(
      [problem("range_not_satisfiable", "", { size: file.size })],
      exchange.locale,
      exchange.requestId,
      { headers: { "content-range": `bytes */${file.size}` } },
    );
  }
  return fileAnswer(file, range, ({ start, end }) =>
    req.method === "HEAD"
      ? null
      : services.files.read(catalog.workspaceId, file.sha256, start, end),
  );
}

const matches = (header: string | undefined, tag: string): boolean =>
  (header ?? "")
    .split(",")
    .some((each) => each.trim() === "*" || each.trim().replace(/^W\//, "") === tag);
