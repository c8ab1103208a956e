/** The recycle bin: what he deleted himself comes back to him, of other deletions he learns nothing. */
import { type Asker, objectRefusal, refusal } from "../asker.ts";
import { recordsOf, rowsAt } from "../plain-data.ts";
import type { PlainObject } from "../plain-objects.ts";
import { compareRecord } from "../record-cells.ts";
import { leaf } from "../trading-values.ts";
import { recordRefusal } from "./writes.ts";

const binned = (asker: Asker): readonly PlainObject[] =>
  asker.objects.filter(({ builtIn }) => !builtIn);

const titles: Readonly<Record<string, string>> = {
  sales_order: "number",
  purchase_proposal: "number",
};

/** Deletes a record to which nothing leads, finds it in the bin, and takes it out again. */
export async function bin(asker: Asker): Promise<void> {
  for (const object of binned(asker)) {
    const path = `/records/${object.name}`;
    const record = recordsOf(asker.data, object.name)[leaf];
    if (record === undefined) throw new Error("There is no such record");
    const refused = objectRefusal(asker, object.name, "delete");
    const deleted = refused ?? recordRefusal(asker, record, "delete");
    const answer = await asker.call("DELETE", `${path}/${record.id}`);
    asker.same(`DELETE ${path}`, refusal(answer), deleted ?? "204");
    const list = await asker.get(`${path}/deleted`);
    asker.same(`${path}/deleted`, refusal(list), refused ?? "200");
    const title = titles[object.name] ?? "name";
    const found = rowsAt(list.body, "data");
    const expected = deleted === null ? [record] : [];
    asker.same(
      `${path}/deleted`,
      found.map(({ id }) => id),
      expected.map(({ id }) => id),
    );
    for (const [index] of expected.entries())
      asker.same(
        `${path}/deleted title`,
        found[index]?.title,
        asker.sight.shows(object.name, title) &&
          object.name !== "territory" &&
          object.name !== "employee"
          ? record.now[title]
          : asker.sight.shows(object.name, title)
            ? record.now.name
            : null,
      );
    if (deleted !== null) continue;
    const back = await asker.call("POST", `${path}/${record.id}/restore`);
    if (!asker.same(`POST ${path}/restore`, refusal(back), "200")) {
      await asker.world.done("POST", `${path}/${record.id}/restore`);
      continue;
    }
    record.revision = Number(back.body.revision);
    compareRecord(asker, `POST ${path}/restore`, back.body, record);
  }
}

export async function restoredRecord(asker: Asker): Promise<void> {
  for (const object of binned(asker)) {
    const path = `/records/${object.name}/${asker.world.doomed.get(object.name)}/restore`;
    const refused = objectRefusal(asker, object.name, "delete") ?? "404 record_not_found";
    asker.same(`POST ${path}`, refusal(await asker.call("POST", path)), refused);
  }
}

export async function removedForGood(asker: Asker): Promise<void> {
  for (const object of binned(asker)) {
    const path = `/records/${object.name}/${asker.world.doomed.get(object.name)}/deleted`;
    const refused = objectRefusal(asker, object.name, "delete") ?? "404 record_not_found";
    asker.same(`DELETE ${path}`, refusal(await asker.call("DELETE", path)), refused);
  }
}
