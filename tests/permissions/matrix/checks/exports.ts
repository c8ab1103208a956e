/** Files of records: the cells of the list, to who may take them away. */
import { type Asker, each, objectRefusal, refusal } from "../asker.ts";
import { systemFields, topFields } from "../plain-objects.ts";
import { asNowhere, isColumn } from "./lists.ts";

export async function exported(asker: Asker): Promise<void> {
  await each(asker.objects, async (object) => {
    const path = `/records/${object.name}/export`;
    const answer = await asker.get(`${path}?format=csv`);
    const refused =
      objectRefusal(asker, object.name, "read") ??
      (asker.sight.may(object.name, "export") ? null : "403 not_permitted");
    if (refused !== null) {
      asker.same(path, refusal(answer), refused);
      asker.same(path, refusal(await asker.get(`${path}?format=xlsx`)), refused);
      return;
    }
    asker.same(path, answer.status, 200);
    const shown = topFields(object).filter(
      (field) => isColumn(field) && asker.sight.shows(object.name, field.path),
    );
    const [head = "", ...lines] = answer.text.replace("\uFEFF", "").trimEnd().split("\r\n");
    const columns = head.split(",");
    const names = [...systemFields, ...shown.map((field) => field.path)];
    asker.same(`${path} columns`, columns.toSorted(), names.toSorted());
    const rows = new Map(
      lines.map((line) => {
        const cells = line.split(",");
        return [cells[columns.indexOf("id")], cells] as const;
      }),
    );
    const seen = asker.seen(object.name);
    asker.same(`${path} rows`, [...rows.keys()].toSorted(), seen.map(({ id }) => id).toSorted());
    for (const { id, index, now } of seen)
      for (const field of shown) {
        const cell = rows.get(id)?.[columns.indexOf(field.path)];
        const value = now[field.path] ?? null;
        const about = `${path} ${index} ${field.path}`;
        if (field.kind === "secret") asker.same(about, cell !== "", value !== null);
        else if (field.kind === "file")
          asker.same(about, cell, (value as { readonly name?: string } | null)?.name ?? "");
        else asker.same(about, cell, value === null ? "" : String(value));
      }
    const workbook = await asker.get(`${path}?format=xlsx`);
    asker.same(`${path}?format=xlsx`, workbook.status, 200);
    for (const field of topFields(object).filter((each) => !shown.includes(each) && isColumn(each)))
      await asNowhere(asker, `${path}?format=csv&fields=${field.path}`, field.path);
  });
}
