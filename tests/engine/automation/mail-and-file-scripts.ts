/** Scripts that write mails, and that read and copy files. */
import type { MetadataDocument } from "../../../metadata/documents/document.ts";
import { script } from "./trading-scripts.ts";

const attachment = { $ref: "tenon:attachment" };
const text = { type: "string", maxLength: 30_000 };
const told = "(error: unknown) => ({ code: (error as { code: string }).code })";

export const documents: readonly MetadataDocument[] = [
  {
    kind: "object",
    name: "paper",
    content: {
      name: "paper",
      properties: {
        title: { type: "string" },
        scan: attachment,
        contract: attachment,
        pages: { type: "array", items: { type: "object", properties: { photo: attachment } } },
      },
    },
  },
  {
    kind: "object",
    name: "letter",
    content: { name: "letter", properties: { title: { type: "string" }, scan: attachment } },
  },
  script(
    "put_down",
    `import { files, type Input } from "tenon";
export default async function ({ records }: Input<"put_down">) {
  for (const { record } of records) {
    const { id } = await files.write({ name: "title.txt", content: record.title ?? "" });
    record.scan = { id };
  }
}`,
    { trigger: { object: "letter", before: ["create"] } },
  ),
  script(
    "write_to",
    `import { fail, mail, type Input } from "tenon";
export default async function ({ input }: Input<"write_to">) {
  const { to, subject, text, end } = input;
  const sent = await mail.send({ to: to.split(","), subject, text }).catch(${told});
  if (end === "fail") fail({ message: "no" });
  return sent;
}`,
    {
      endpoint: {
        method: "POST",
        input: {
          required: ["to", "subject", "text"],
          properties: { to: text, subject: text, text, end: text },
        },
      },
    },
  ),
  script(
    "read",
    `import { files, type Input } from "tenon";
export default async function ({ input }: Input<"read">) {
  const { id, field, file, as } = input;
  return files.read({ object: "paper", id, field, file, as: (as ?? "text") as "text" }).catch(${told});
}`,
    {
      endpoint: {
        method: "POST",
        input: {
          required: ["id", "field", "file"],
          properties: { id: text, field: text, file: text, as: text },
        },
      },
    },
  ),
  script(
    "keep",
    `import { db, fail, files, type Input } from "tenon";
export default async function ({ input }: Input<"keep">) {
  const { name, as, times, end } = input;
  const content = (input.content ?? "").repeat(times ?? 1);
  const file = await files.write({ name, content, as: (as ?? "text") as "text" }).catch(${told});
  if (!("id" in file)) return file;
  const { id } = await db.create("paper", { title: "kept", scan: { id: file.id } });
  if (end === "fail") fail({ message: "no" });
  return { ...file, paper: id };
}`,
    {
      endpoint: {
        method: "POST",
        input: {
          required: ["name"],
          properties: {
            name: text,
            content: text,
            as: text,
            end: text,
            times: { type: "integer" },
          },
        },
      },
    },
  ),
  {
    kind: "role",
    name: "clerk",
    content: {
      name: "clerk",
      title: "Clerk",
      objects: {
        paper: { read: "all", create: "all", fields: { "*": "write", contract: "none" } },
      },
    },
  },
];
