/** Files of scripts: read through the records that hold them, and kept to be held by others. */
import { objectOrEmpty, textOrEmpty } from "../../metadata/json-object.ts";
import { problem } from "../../metadata/problem.ts";
import type { FileStore } from "../files/file-store.ts";
import { keepFile } from "../files/keep-file.ts";
import { heldFile } from "../records/held-file.ts";
import { Refused } from "../records/writer.ts";
import { objectOf, type ScriptOperation } from "./script-calls.ts";

/** Bytes of one file; its base64 fits into what a script may hand over. */
export const scriptFileMaximum = 768 * 1024;

const forms = ["text", "base64"] as const;
type Form = (typeof forms)[number];

export const readFile: ScriptOperation = async (place, argument) => {
  const { writer, budget, services } = place;
  budget.take("queries", 1);
  budget.take("rows_read", 1);
  const asked = objectOrEmpty(argument.file);
  const form = formOf(asked.as);
  const model = objectOf(place, asked, "read");
  const file = await heldFile(writer, model, {
    id: textOrEmpty(asked.id),
    field: textOrEmpty(asked.field),
    file: textOrEmpty(asked.file),
  });
  if (file === null) throw new Refused([problem("file_not_found")]);
  const { name, type, size, sha256 } = file;
  if (size > scriptFileMaximum) throw tooLarge();
  const { workspaceId } = writer.catalog;
  if ((await services.files.sizeOf(workspaceId, sha256)) !== size)
    throw new Refused([problem("file_not_found")]);
  return {
    name,
    type,
    size,
    content: written(await bytesOf(services.files, workspaceId, file), form),
  };
};

export const writeFile: ScriptOperation = async ({ writer, budget, services }, argument) => {
  budget.take("writes", 1);
  budget.take("rows_written", 1);
  const { executor, catalog, actor, clock } = writer;
  const given = objectOrEmpty(argument.file);
  const bytes = read(given.content, formOf(given.as));
  const name = textOrEmpty(given.name);
  if (name.trim() === "") throw new Refused([problem("required", "/name")]);
  const received = await services.files.receive(new Blob([bytes]).stream(), scriptFileMaximum);
  if (received === null) throw tooLarge();
  const { id, type, size, ...file } = await keepFile(executor, services.files, catalog, received, {
    name,
    declared: "",
    by: actor,
    at: new Date(clock.now),
  });
  return { id, name: file.name, type, size };
};

const tooLarge = () =>
  new Refused([problem("file_too_large_for_script", "", { maximum: scriptFileMaximum })]);

function formOf(as: unknown): Form {
  const form = forms.find((known) => known === (as ?? "text"));
  if (form === undefined) throw new Refused([problem("unknown_option", "/as", { options: forms })]);
  return form;
}

async function bytesOf(
  files: FileStore,
  workspaceId: string,
  { sha256, size }: { readonly sha256: string; readonly size: number },
): Promise<Buffer> {
  if (size === 0) return Buffer.alloc(0);
  const parts: Uint8Array[] = [];
  for await (const part of files.read(workspaceId, sha256, 0, size - 1)) parts.push(part);
  return Buffer.concat(parts);
}

function written(bytes: Buffer, form: Form): string {
  if (form === "base64") return bytes.toString("base64");
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new Refused([problem("file_not_text")]);
  }
}

function read(content: unknown, form: Form): Buffer<ArrayBuffer> {
  if (typeof content !== "string") throw new Refused([problem("not_text", "/content")]);
  if (
    form === "base64" &&
    !/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(content)
  )
    throw new Refused([problem("content_not_encoded", "/content")]);
  return Buffer.from(content, form === "text" ? "utf8" : "base64");
}
