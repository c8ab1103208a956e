/** What rows of a history mean for one receiver. */
import { expect, test } from "vitest";
import {
  changedRecords,
  type HistoryRow,
  makeKnownRecords,
  toldChanges,
} from "../../engine/changes/changed-records.ts";
import { readPosition, resumeSeconds, writePosition } from "../../engine/changes/position.ts";
import { createKeyRing } from "../../engine/secrets/key-ring.ts";
import { createSecrets } from "../../engine/secrets/sealed-text.ts";
import { readEvents } from "../../runtime/client/server-events.ts";

const row = (record: string, revision: number, kind: string, object = "o"): HistoryRow => ({
  object,
  record,
  revision,
  kind,
});

const merged = (...rows: readonly HistoryRow[]) =>
  (changedRecords(rows).get("o") ?? []).map(({ id, kind, revision }) => [id, kind, revision]);

test("rows of one record are one change, whatever order they come in", () => {
  expect(merged(row("a", 2, "changed"), row("a", 1, "created"))).toEqual([["a", "created", 2]]);
  expect(merged(row("a", 3, "deleted"), row("a", 2, "changed"))).toEqual([["a", "deleted", 3]]);
  expect(merged(row("a", 5, "changed"), row("a", 4, "restored"), row("a", 3, "deleted"))).toEqual([
    ["a", "restored", 5],
  ]);
  expect(merged(row("a", 7, "transition:finish"))).toEqual([["a", "changed", 7]]);
  expect(changedRecords([row("a", 1, "created"), row("a", 1, "created", "p")]).size).toBe(2);
});

test("what is out of reach is told once, and only to one who knew it", () => {
  const known = makeKnownRecords(10);
  const changes = [{ id: "a", revision: 2, kind: "changed" as const }];
  const tell = (within: readonly string[]) => toldChanges("x", changes, new Set(within), known);
  expect(tell([])).toEqual([]);
  expect(tell(["a"])).toEqual([{ object: "x", id: "a", kind: "changed", revision: 2 }]);
  expect(tell([])).toEqual([{ object: "x", id: "a", kind: "gone" }]);
  expect(tell([])).toEqual([]);
});

test("the longest known are forgotten first", () => {
  const known = makeKnownRecords(2);
  for (const id of ["a", "b", "a", "c"]) known.add(id);
  expect(["a", "b", "c"].map((id) => known.forget(id))).toEqual([true, false, true]);
});

test("a position is for its receiver and for its time", () => {
  const key = Buffer.alloc(32, 1).toString("base64");
  const secrets = createSecrets(createKeyRing("nowhere", key));
  const receiver = { workspaceId: "w", account: "a" };
  const position = writePosition(secrets, receiver, "90:99:91,95", 1_000_000);
  const read = (at: number, whose = receiver, text = position) =>
    readPosition(secrets, whose, text, at);
  // What is sealed has no colon, by chance neither.
  expect(position).not.toContain("90:");
  expect(read(1_000_000)).toBe("90:90:");
  expect(read(1_000_000 + resumeSeconds * 1000)).toBe("90:90:");
  expect(read(1_001_000 + resumeSeconds * 1000)).toBeNull();
  expect(read(1_000_000, { ...receiver, account: "b" })).toBeNull();
  expect(read(1_000_000, { ...receiver, workspaceId: "v" })).toBeNull();
  expect(read(1_000_000, receiver, "1000 90")).toBeNull();
});

test("events are read as they become whole", () => {
  const { events, rest } = readEvents(": \nid: 7\n\nevent: change\ndata: {}\n\nevent: ch");
  expect(events).toEqual([
    { name: "", data: "", id: "7" },
    { name: "change", data: "{}", id: undefined },
  ]);
  expect(rest).toBe("event: ch");
});
