/** Steps of the lifecycle: which are offered, which are taken, and what is said of the state. */
import { type Asker, each, objectRefusal, refusal } from "../asker.ts";
import { everyRecord, recordsOf, rowsAt, type Values } from "../plain-data.ts";
import { isLocked } from "./writes.ts";

/** From which state each step leads. */
const steps: Readonly<Record<string, string>> = {
  ship: "open",
  cancel: "open",
  close: "shipped",
  reopen: "cancelled",
};

export async function possibleSteps(asker: Asker): Promise<void> {
  await each(everyRecord(asker.data), async (record) => {
    const path = `/records/${record.object}/${record.id}/transitions`;
    const answer = await asker.get(path);
    const refused =
      objectRefusal(asker, record.object, "read") ??
      (asker.sight.reaches(record, "read") ? null : "404 record_not_found");
    if (refused !== null) return void asker.same(path, refusal(answer), refused);
    const { state } = asker.object(record.object);
    if (state === null) {
      asker.same(path, answer.body, { state: null, locked: false, data: [] });
      return;
    }
    const shown = asker.sight.shows(record.object, state);
    asker.same(`${path} state`, answer.body.state, shown ? record.now[state] : null);
    asker.same(`${path} locked`, answer.body.locked, shown && isLocked(record));
    const offered = rowsAt(answer.body, "data");
    const expected = Object.keys(steps).filter(
      (step) => steps[step] === record.now[state] && asker.sight.mayStep(record.object, step),
    );
    asker.same(`${path} steps`, offered.map(({ name }) => name).toSorted(), expected.toSorted());
    for (const step of offered) compareStep(asker, path, step, record.now);
  });
}

/** What is missing is said of fields that he sees. */
function compareStep(asker: Asker, path: string, step: Values, now: Values): void {
  const required = step.name === "ship" ? ["shipped_date", "shipper"] : [];
  const missing = required.filter(
    (name) => (now[name] ?? null) === null && asker.sight.shows("sales_order", name),
  );
  asker.same(`${path} ${step.name} missing`, step.missing, missing);
}

/** With a revision that is not there yet, no step is taken. */
export async function step(asker: Asker): Promise<void> {
  const { sight } = asker;
  const asked = recordsOf(asker.data, "sales_order").flatMap((order) =>
    Object.entries(steps).map(([name, from]) => ({ order, name, from })),
  );
  await each(asked, async ({ order, name, from }) => {
    const path = `/records/sales_order/${order.id}/transitions/${name}`;
    const headers = { "if-match": '"999999"' };
    const answer = await asker.call("POST", path, {}, { headers });
    const shown = sight.shows("sales_order", "status");
    const refused =
      objectRefusal(asker, "sales_order", "read") ??
      (sight.mayStep("sales_order", name) ? null : "403 not_permitted") ??
      (sight.reaches(order, "read") ? null : "404 record_not_found") ??
      (order.now.status === from
        ? null
        : shown
          ? "409 transition_not_possible"
          : "403 not_permitted");
    asker.same(`POST ${path}`, refusal(answer), refused ?? "412 revision_conflict");
    if (refused === null && name === "ship" && order.now.shipped_date === null)
      await whatIsMissing(asker, path);
  });
  await writtenStates(asker);
}

/** A refused step names what is missing where he sees it. */
async function whatIsMissing(asker: Asker, path: string): Promise<void> {
  const answer = await asker.call("POST", path, {});
  asker.same(`POST ${path}`, answer.status, 422);
  for (const { path: at } of rowsAt(answer.body, "errors")) {
    const name = String(at).slice(1);
    asker.same(
      `POST ${path} at ${at}`,
      name === "" || asker.sight.shows("sales_order", name),
      true,
    );
  }
}

/** A state that is written is refused alike whether the record is there or not, when it is not his. */
async function writtenStates(asker: Asker): Promise<void> {
  if (!asker.sight.uses("sales_order", "update")) return;
  const body = { status: "shipped" };
  const nowhere = "/records/sales_order/01a00000-0000-7000-8000-000000000000";
  const missing = await asker.call("PATCH", nowhere, body);
  await each(asker.hidden("sales_order"), async ({ id }) => {
    const answer = await asker.call("PATCH", `/records/sales_order/${id}`, body);
    const errors = (told: typeof answer) => rowsAt(told.body, "errors");
    asker.same(`PATCH ${id} status`, errors(answer), errors(missing));
  });
}
