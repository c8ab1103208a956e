/** Files on their way in: what their columns are taken for, and what reports say of rows. */
import { expect } from "vitest";
import { type Asker, objectRefusal, refusal, type Told } from "../asker.ts";
import { recordsOf, rowsAt, type Values } from "../plain-data.ts";
import { type PlainObject, topFields } from "../plain-objects.ts";
import { isColumn } from "./lists.ts";

const csv = { type: "text/csv" };

const imported = (asker: Asker): readonly PlainObject[] =>
  asker.objects.filter(({ builtIn }) => !builtIn);

function importRefusal(asker: Asker, object: string): string | null {
  return (
    objectRefusal(asker, object, "create") ??
    (asker.sight.may(object, "import") ? null : "403 not_permitted")
  );
}

/** Lookups by unique fields of what they lead to, `customer.code`, with whether he sees both. */
function keyColumns(asker: Asker, object: PlainObject) {
  return topFields(object)
    .filter(({ kind }) => kind === "lookup")
    .flatMap((lookup) => {
      const target = asker.object(lookup.target ?? "");
      return topFields(target)
        .filter(({ unique }) => unique)
        .map((key) => ({
          name: `${lookup.path}.${key.path}`,
          target,
          key,
          isSeen:
            asker.sight.shows(object.name, lookup.path) &&
            asker.sight.uses(target.name, "read") &&
            asker.sight.shows(target.name, key.path),
        }));
    });
}

export async function importPreview(asker: Asker): Promise<void> {
  for (const object of imported(asker)) {
    const path = `/import/${object.name}/preview`;
    const fields = topFields(object).filter(isColumn);
    const keys = keyColumns(asker, object);
    const header = [...fields.map((field) => field.path), ...keys.map(({ name }) => name)];
    const file = `${header.join()}\n${header.map(() => "x").join()}\n`;
    const answer = await asker.call("POST", path, file, csv);
    const refused = importRefusal(asker, object.name);
    if (refused !== null) {
      asker.same(`POST ${path}`, refusal(answer), refused);
      continue;
    }
    const columns = new Map(rowsAt(answer.body, "columns").map(({ name, field }) => [name, field]));
    for (const { path: name } of fields) {
      const isSeen = asker.sight.shows(object.name, name);
      asker.same(`POST ${path} ${name}`, columns.get(name), isSeen ? name : null);
    }
    for (const { name, isSeen } of keys)
      asker.same(`POST ${path} ${name}`, columns.get(name), isSeen ? name : null);
  }
}

/** The job when it has ended. */
async function ended(asker: Asker, started: Told): Promise<Values> {
  let job: Values = {};
  await expect
    .poll(
      async () => {
        job = (await asker.get(`/jobs/${started.body.id}`)).body;
        return job.state;
      },
      { interval: 10 },
    )
    .not.toMatch(/^(running|undoing)$/);
  return job;
}

/** A record that he does not see is not found by its key, as if there were none. */
export async function importReport(asker: Asker): Promise<void> {
  for (const object of imported(asker)) {
    const path = `/import/${object.name}`;
    const refused = importRefusal(asker, object.name);
    if (refused !== null) {
      const answer = await asker.call("POST", `${path}?dry_run=true`, "name\nx\n", csv);
      asker.same(`POST ${path}`, refusal(answer), refused);
      continue;
    }
    for (const { name, target, key, isSeen } of keyColumns(asker, object)) {
      const records = recordsOf(asker.data, target.name);
      const cells = [...records.map(({ now }) => String(now[key.path])), "900000000000"];
      const file = `${name}\n${cells.join("\n")}\n`;
      const answer = await asker.call("POST", `${path}?dry_run=true`, file, csv);
      const about = `POST ${path} ${name}`;
      asker.same(about, answer.status, isSeen ? 202 : 422);
      if (!isSeen) continue;
      const job = await ended(asker, answer);
      const unknown = rowsAt(job, "rows")
        .filter(({ code }) => code === "unknown_record")
        .map(({ row }) => Number(row) - 2);
      const expected = cells.flatMap((_, index) => {
        const record = records[index];
        return record !== undefined && asker.sight.reaches(record, "read") ? [] : [index];
      });
      asker.same(about, unknown, expected);
      const rows = await asker.call("GET", `/jobs/${answer.body.id}/refused`, undefined, {
        sent: file,
      });
      asker.same(`${about} refused`, rows.status, 200);
    }
  }
}

/** The refused rows are those of the file; a field that he does not see is a column that means nothing. */
export async function refusedRows(asker: Asker): Promise<void> {
  for (const object of imported(asker)) {
    if (importRefusal(asker, object.name) !== null) continue;
    for (const field of topFields(object).filter(isColumn)) {
      const file = `${field.path}\nx\n`;
      const path = `/import/${object.name}?dry_run=true`;
      const answer = await asker.call("POST", path, file, csv);
      const isSeen = asker.sight.shows(object.name, field.path);
      const about = `POST ${path} ${field.path}`;
      asker.same(about, answer.status, isSeen ? 202 : 422);
      if (!isSeen) {
        const nowhere = await asker.call("POST", path, "no_such_field\nx\n", csv);
        asker.same(about, refusal(answer), refusal(nowhere));
        continue;
      }
      await ended(asker, answer);
      const rows = await asker.call("GET", `/jobs/${answer.body.id}/refused`, undefined, {
        sent: file,
      });
      asker.same(about, rows.status, 200);
      const [, line = ""] = rows.text.split("\r\n");
      const cell = field.kind === "secret" ? "" : "x,";
      asker.same(about, line === "" || line.startsWith(cell), true);
    }
  }
}

/** Shippers are made by a file, changed by another, and named when they cannot be taken back. */
export async function undoneImport(asker: Asker): Promise<void> {
  const object = "product";
  if (importRefusal(asker, object) !== null || !asker.sight.uses(object, "delete")) return;
  const [category] = asker.seen("category");
  const written = ["number", "name", "category", "unit_price"].every((name) =>
    asker.sight.writes(object, name),
  );
  if (category === undefined || !written) return;
  const file = `number,name,category,unit_price\n7,Undone,${category.id},1.00\n`;
  const answer = await asker.call("POST", `/import/${object}`, file, csv);
  const job = await ended(asker, answer);
  asker.same("import of a product", [job.state, job.created], ["done", 1]);
  const query = `/records/${object}?fields=id&filter=${encodeURIComponent('name == "Undone"')}`;
  const { body } = await asker.world.server.request("GET", query);
  const made = String(rowsAt(body as Values, "data")[0]?.id);
  await asker.world.done("PATCH", `/records/${object}/${made}`, { quantity_per_unit: "one" });
  await asker.call("POST", `/jobs/${answer.body.id}/undo`);
  const undone = await ended(asker, answer);
  asker.same(
    "undone import of a product",
    rowsAt(undone, "not_undone").map(({ record, title, code }) => [record, title, code]),
    [[made, "Undone", "changed_since_import"]],
  );
  await asker.world.done("DELETE", `/records/${object}/${made}`);
  await asker.world.done("DELETE", `/records/${object}/${made}/deleted`);
}
