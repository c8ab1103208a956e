/** Files that are said with an opinion: whose they are, who reads them, how long they stay. */
import { expect } from "vitest";
import { opinionFilesMaximum } from "../../../engine/approvals/opinion-files.ts";
import { newUuid } from "../../../engine/db/uuid.ts";
import { purgeFiles } from "../../../engine/files/purge-files.ts";
import type { MetadataDocument } from "../../../metadata/documents/document.ts";
import { role } from "../../permissions/role-document.ts";
import { sentFileId, textBytes } from "../../support/files.ts";
import { type Person, person } from "../../support/people.ts";
import type { TestServer } from "../../support/server.ts";
import { ask, asking, request, type Tests, type World } from "./approval-world.ts";
import { act, chainOf, codes, does, taskOf } from "./task-world.ts";

let server: TestServer;
let people: World["people"];

const by = (...names: readonly string[]) => names.map((name) => ({ user: `${name}@example.com` }));

export const documents: readonly MetadataDocument[] = [
  role("files_reader", { expense: { read: "all" } }),
  role("files_outside", {}),
  asking("papers", { ask: ask(by("bob", "cai"), { may: ["return", "consult"] }) }),
  asking("papers_visitor", { ask: ask(by("paper_visitor")) }),
];

export function begin(world: World): void {
  ({ server, people } = world);
}

const paper = ({ token }: Person, text: string) =>
  sentFileId(server, { token, name: "offer.txt", bytes: textBytes(text) });
const read = ({ token }: Person, task: string, file: string) =>
  server.request("GET", `/tasks/${task}/files/${file}`, undefined, { token });
const said = async (record: string) =>
  (await chainOf(server, record)).approvals.flatMap(({ tasks }) =>
    tasks.flatMap(({ files }) => files.map(({ name, size }) => `${name} ${size}`)),
  );

export const tests: Tests = {
  "files go along with an opinion, for those who read it": async () => {
    const { ann, bob } = people;
    const visitor = await person(server, "paper_visitor", "files_outside");
    const { record } = await request(server, "papers", ann);
    const { id: task } = await taskOf(server, bob, record);
    const file = await paper(bob, "cheap");
    await does(server, bob, record, "approve", { opinion: "see", files: [file.toUpperCase()] });
    expect(await said(record)).toEqual(["offer.txt 5"]);
    const reader = await person(server, "paper_reader", "files_reader");
    for (const one of [ann, bob, reader]) {
      const answer = await read(one, task, file);
      expect([answer.status, answer.body]).toEqual([200, "cheap"]);
      expect(answer.headers.get("content-security-policy")).toContain("sandbox");
    }
    expect(codes(await read(visitor, task, file))).toEqual(["file_not_found"]);
    const own = await request(server, "papers_visitor", ann);
    const { id: his } = await taskOf(server, visitor, own.record);
    const mine = await paper(visitor, "mine");
    await does(server, visitor, own.record, "reject", { files: [mine] });
    // He takes part, though the record is beyond his reach; and each file is read where it was said.
    expect((await read(visitor, his, mine)).status).toBe(200);
    for (const [at, other] of [
      [his, file],
      [task, mine],
      [newUuid(), mine],
      ["x", "y"],
    ] as const)
      expect(codes(await read(bob, at, other))).toEqual(["file_not_found"]);
  },

  "one's own files alone, and so many": async () => {
    const { ann, bob, dan } = people;
    const { record } = await request(server, "papers", ann);
    const { id } = await taskOf(server, bob, record);
    const [theirs, own] = [await paper(dan, "theirs"), await paper(bob, "own")];
    for (const action of ["approve", "reject", "return"])
      for (const strange of [theirs, newUuid(), "x"]) {
        const refused = await act(server, bob, id, action, { opinion: "o", files: [own, strange] });
        expect(refused.body).toMatchObject({
          errors: [{ code: "unknown_file", path: "/files/1" }],
        });
      }
    const many = Array.from({ length: opinionFilesMaximum + 1 }, newUuid);
    expect(codes(await act(server, bob, id, "approve", { files: many }))).toContain("too_long");
    expect(await said(record)).toEqual([]);
    await act(server, bob, id, "delegate", { to: dan.id });
    const asked = (await chainOf(server, record)).approvals[0]?.tasks.find(
      ({ assignee }) => assignee.id === dan.id,
    );
    const answered = { opinion: "mine", files: [theirs] };
    expect((await act(server, dan, asked?.id ?? "", "answer", answered)).status).toBe(200);
    await does(server, bob, record, "return", { opinion: "again", files: [own] });
    expect((await said(record)).toSorted()).toEqual(["offer.txt 3", "offer.txt 6"]);
  },

  "they go when it is unsaid, and with its task; not before": async () => {
    const { ann, bob } = people;
    const { database, catalogs, files, observe } = server.services;
    const count = async (file: string) =>
      (
        await database.run({
          text: `select 1 from "w_demo"."_file" where "id" = $1`,
          values: [file],
        })
      ).rowCount;
    const later = () =>
      purgeFiles({ database, catalogs, files, observe }, 1, new Date(Date.now() + 7_200_000));
    const { record } = await request(server, "papers", ann);
    const { id } = await taskOf(server, bob, record);
    const [first, second] = [await paper(bob, "one"), await paper(bob, "two")];
    await act(server, bob, id, "approve", { files: [first] });
    await later();
    expect([await count(first), await count(second)]).toEqual([1, 0]);
    await act(server, bob, id, "take_back");
    expect(await said(record)).toEqual([]);
    expect((await read(bob, id, first)).status).toBe(404);
    expect((await act(server, bob, id, "approve", { files: [first] })).status).toBe(200);
    await database.run({
      text: `delete from "w_demo"."_approval_task" where "id" = $1`,
      values: [id],
    });
    await later();
    expect(await count(first)).toBe(0);
  },
};
