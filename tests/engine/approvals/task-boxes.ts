/** Lists of tasks: whose they are, how many, page by page; reminders and copies. */
import { expect } from "vitest";
import type { MetadataDocument } from "../../../metadata/documents/document.ts";
import type { Person } from "../../support/people.ts";
import type { TestServer } from "../../support/server.ts";
import { ask, asking, request, type Tests, type World } from "./approval-world.ts";
import { act, box, details, taskOf } from "./task-world.ts";

let server: TestServer;
let people: World["people"];

const bob = { user: "bob@example.com" };
const cai = { user: "cai@example.com" };
const dan = { user: "dan@example.com" };

export const documents: readonly MetadataDocument[] = [
  asking("copied", { ask: ask([bob], { copy: [cai] }) }),
  asking("told_twice", { ask: ask([bob], { copy: { start: [cai], end: [cai, dan] } }) }),
];

export function begin(world: World): void {
  ({ server, people } = world);
}

export const tests: Tests = {
  "mine, done, started and copied, with counts, page by page": async () => {
    for (let index = 0; index < 3; index++) await request(server, "copied", people.ann);
    const first = await box(server, people.bob, "limit=2");
    expect(first.counts).toEqual({ mine: 3, overdue: 0, started: 0, copied: 0 });
    const second = await box(server, people.bob, `limit=2&after=${first.next}`);
    expect([first.data.length, second.data.length, second.next]).toEqual([2, 1, null]);
    const [task] = second.data;
    expect(task).toMatchObject({ record_title: "Taxi", workflow: { name: "copied" } });
    await act(server, people.bob, String(task?.id), "approve");
    expect((await box(server, people.bob, "box=done")).data).toMatchObject([{ id: task?.id }]);
    await expect
      .poll(async () => (await box(server, people.cai, "box=copied")).counts.copied, {
        interval: 15,
      })
      .toBe(1);
    const [copy] = (await box(server, people.cai, "box=copied")).data;
    await server.request("POST", `/tasks/${copy?.id}/read`, {}, { token: people.cai.token });
    const read = await box(server, people.cai, "box=copied");
    expect([read.counts.copied, read.data[0]?.read_at !== null]).toEqual([0, true]);
    const started = await box(server, people.ann, "box=started");
    expect([started.counts.started, started.data.length]).toEqual([2, 3]);
  },

  "reminders and copies by hand, by who waits and who is asked": async () => {
    const { record } = await request(server, "copied", people.ann);
    const { id } = await taskOf(server, people.bob, record);
    const reminded = [
      await act(server, people.ann, id, "remind"),
      await act(server, people.ann, id, "remind"),
    ];
    expect(reminded.map(({ status }) => status)).toEqual([200, 429]);
    expect((await act(server, people.bob, id, "remind")).status).toBe(403);
    await act(server, people.bob, id, "copy", { people: [people.dan.id] });
    expect((await box(server, people.dan, "box=copied")).data).toMatchObject([{ record }]);
    expect((await details(server, people.dan, id)).actions).toEqual([]);
  },

  "copies at the beginning and at the end, which is news to who has read the first": async () => {
    const { record } = await request(server, "told_twice", people.ann);
    const copies = async (who: Person) =>
      (await box(server, who, `box=copied&record=${record}`)).data.map(
        (one) => one.read_at !== null,
      );
    expect([await copies(people.cai), await copies(people.dan)]).toEqual([[false], []]);
    const { id } = await taskOf(server, people.bob, record);
    await server.request("POST", `/tasks/${id}/read`, {}, { token: people.cai.token });
    expect(await copies(people.cai)).toEqual([true]);
    await act(server, people.bob, id, "reject");
    const both = async () => [await copies(people.cai), await copies(people.dan)];
    await expect.poll(both, { interval: 15 }).toEqual([[false], [false]]);
  },
};
