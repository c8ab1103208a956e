/** Deciding by the link of a mail: what a decision must say, who is first, who guesses, who must sign in. */
import { expect } from "vitest";
import { linksPerAddress } from "../../../engine/access/brake.ts";
import { administratorRights } from "../../../engine/access/rights.ts";
import { openDecision } from "../../../engine/approvals/decide-by-link.ts";
import { decisionMails } from "../../../engine/approvals/decision-mails.ts";
import { clockAt } from "../../../engine/clock.ts";
import { newUuid } from "../../../engine/db/uuid.ts";
import type { MetadataDocument } from "../../../metadata/documents/document.ts";
import { ask, asking, type Tests } from "./approval-world.ts";
import { decides, type MailWorld, mailed, opens } from "./mail-world.ts";
import { codes, ended, taskOf } from "./task-world.ts";

let world: MailWorld;

const bob = [{ user: "bob@example.com" }];
const asks = (name: string, fields: object) =>
  asking(name, {
    ask: ask(bob, { mail: true, fields, next: "done" }),
    done: { type: "notify", to: [{ starter: true }], subject: "over" },
  });

export const documents: readonly MetadataDocument[] = [
  asks("fast", {}),
  asks("reasoned", { require: ["opinion"] }),
  asks("booked", { edit: ["cost_center"], require: ["cost_center"] }),
];

export function begin(given: MailWorld): void {
  world = given;
}

const run = (text: string) => world.server.services.database.run({ text, values: [] });

const forget = () => run("delete from core.sign_in_attempt");

export const tests: Tests = {
  "what is missing is said, and the link works on": async () => {
    const { server } = world;
    const reasoned = await mailed(world, "reasoned");
    expect((await opens(server, reasoned.token)).body).toMatchObject({ needs_opinion: true });
    const short = await decides(server, reasoned.token);
    expect(short.body).toMatchObject({ errors: [{ code: "required", path: "/opinion" }] });
    expect((await decides(server, reasoned.token, "reject", { opinion: "no" })).status).toBe(204);
    const booked = await mailed(world, "booked");
    expect(codes(await decides(server, booked.token))).toEqual(["decision_needs_sign_in"]);
    expect((await decides(server, booked.token, "reject")).status).toBe(204);
  },

  "of many clicks at once one decides": async () => {
    const { server } = world;
    const { token, run: id } = await mailed(world, "fast");
    await forget();
    const answers = await Promise.all(Array.from({ length: 8 }, () => decides(server, token)));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([204, ...Array(7).fill(422)]);
    expect((await ended(server, id)).filter((step) => step === "ask")).toHaveLength(1);
  },

  "who guesses is held back, and who has a link for so long, too": async () => {
    const { server } = world;
    const { token } = await mailed(world, "fast");
    await forget();
    for (let times = 0; times < linksPerAddress + 2; times++)
      expect((await opens(server, token)).status).toBe(200);
    const guesses: number[] = [];
    for (let times = 0; times <= linksPerAddress; times++)
      guesses.push((await decides(server, `${token.slice(0, -2)}${10 + times}`)).status);
    expect(guesses).toEqual([...Array(linksPerAddress).fill(422), 429]);
    expect((await decides(server, token)).status).toBe(429);
    await forget();
    expect((await decides(server, token)).status).toBe(204);
  },

  "who needs a second factor is led to the sign-in, and his link decides nothing": async () => {
    const { server, people } = world;
    const { database, catalogs, secrets, scripts } = server.services;
    const { token, record } = await mailed(world, "fast");
    const catalog = await catalogs.current("demo");
    if (catalog === null) throw new Error("no catalog");
    const rules = { timeZone: "UTC", requireSecondFactor: "all" } as const;
    const writer = {
      executor: database,
      catalog,
      rights: administratorRights,
      clock: clockAt(new Date(), "UTC"),
      actor: null,
      cause: "user",
      causality: newUuid(),
      secrets,
      reactions: scripts.reactions("en", false),
      chain: [],
    };
    const visit = { writer, rules, mailConfigured: true, address: "192.0.2.1" };
    await expect(openDecision(visit, token, "en")).rejects.toThrow("decision_not_open");
    const { rows } = await run(
      `select "id" from "w_demo"."_decision_link" where "digest" is not null`,
    );
    const { id: task } = await taskOf(server, people.bob, record);
    const parts = { ...rules, database, catalogs, publicUrl: "https://tenon.example.com" };
    const write = decisionMails(parts, async () => null);
    const queued = {
      id: "",
      workspaceId: catalog.workspaceId,
      recipient: "",
      language: "",
      sender: "",
    };
    const letters = await Promise.all(
      rows.map(([id]) => write({ ...queued, kind: `decision/${id}` })),
    );
    const mine = letters.find((letter) => letter?.text.includes(`/demo/tasks/${task}`));
    expect(mine?.text).not.toContain("decide#");
  },
};
