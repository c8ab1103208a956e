/** One record, its files and its secrets. */
import { type Asker, each, masked, objectRefusal, refusal, unknownId } from "../asker.ts";
import { everyRecord } from "../plain-data.ts";
import { compareRecord } from "../record-cells.ts";

export async function record(asker: Asker): Promise<void> {
  await each(everyRecord(asker.data), async (plain) => {
    const path = `/records/${plain.object}/${plain.id}`;
    const answer = await asker.get(path);
    const refused = objectRefusal(asker, plain.object, "read");
    if (refused !== null) return void asker.same(path, refusal(answer), refused);
    if (!asker.sight.reaches(plain, "read")) {
      // A record that he may not read is one that is not there.
      const missing = await asker.get(`/records/${plain.object}/${unknownId}`);
      asker.same(path, masked(answer), masked(missing));
      asker.same(path, refusal(answer), "404 record_not_found");
      return;
    }
    asker.same(path, answer.status, 200);
    asker.same(`${path} revision`, answer.headers.get("etag"), `"${plain.revision}"`);
    compareRecord(asker, path, answer.body, plain);
  });
}

export async function file(asker: Asker): Promise<void> {
  await each(asker.data.records.get("employee") ?? [], async (plain) => {
    const { id = "" } = plain.now.contract as { readonly id?: string };
    const path = `/records/employee/${plain.id}/files/contract/${id}`;
    const answer = await asker.get(path);
    const refused =
      objectRefusal(asker, "employee", "read") ??
      (asker.sight.sees(plain, "contract") ? null : "404 file_not_found");
    if (refused !== null) {
      asker.same(path, refusal(answer), refused);
      const missing = await asker.get(path.replace(plain.id, unknownId));
      asker.same(path, masked(answer), masked(missing));
      return;
    }
    asker.same(path, answer.text, asker.world.contracts.get(plain.id));
    const other = `/records/employee/${plain.id}/files/notes/${id}`;
    asker.same(other, (await asker.get(other)).status, 404);
  });
}

export async function revealedSecret(asker: Asker): Promise<void> {
  await each(asker.data.records.get("supplier") ?? [], async (plain) => {
    const path = `/records/supplier/${plain.id}/secrets/portal_key`;
    const answer = await asker.call("POST", path);
    const { sight } = asker;
    const shown = sight.shows("supplier", "portal_key");
    const refused =
      objectRefusal(asker, "supplier", "read") ??
      (shown ? null : "422 unknown_field") ??
      (sight.mayReveal("supplier", "portal_key") ? null : "403 not_permitted") ??
      (sight.reaches(plain, "read") ? null : "404 record_not_found");
    if (refused !== null) return void asker.same(path, refusal(answer), refused);
    asker.same(path, answer.body, { value: plain.now.portal_key });
  });
}
