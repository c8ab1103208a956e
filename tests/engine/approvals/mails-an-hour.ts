/** How many mails ask somebody, and that they hold up none about his account. */
import { expect } from "vitest";
import { mailsPerHour } from "../../../engine/mail/outbox.ts";
import type { MetadataDocument } from "../../../metadata/documents/document.ts";
import { ask, asking, request, type Tests } from "./approval-world.ts";
import { type MailWorld, mailed } from "./mail-world.ts";
import { taskOf } from "./task-world.ts";

let world: MailWorld;

export const documents: readonly MetadataDocument[] = [
  asking("often", { ask: ask([{ user: "bob@example.com" }], { mail: true }) }),
];

export function begin(given: MailWorld): void {
  world = given;
}

export const tests: Tests = {
  "five mails an hour ask, the rest stands in the list; a way back into the account is not held up":
    async () => {
      const { server, mails, people } = world;
      await mailed(world, "often");
      const last: string[] = [];
      for (let times = 0; times < mailsPerHour; times++)
        last.push((await request(server, "often", people.ann)).record);
      expect(await taskOf(server, people.bob, last.at(-1) ?? "")).toMatchObject({
        status: "pending",
      });
      await server.request("POST", "/auth/password-reset", { email: "bob@example.com" });
      let index = mails.received.findLastIndex(({ text }) => text.includes("decide#"));
      while (!(await mails.mail(index)).text.includes("/reset#")) index++;
      const asking = mails.received.filter(
        ({ to, text }) => to[0] === "bob@example.com" && text.includes("decide#"),
      );
      const { rows } = await server.services.database.run({
        text: "select count(*) from core.mail where recipient = 'bob@example.com' and kind like 'decision/%'",
        values: [],
      });
      expect([rows[0]?.[0], asking.length >= mailsPerHour]).toEqual([String(mailsPerHour), true]);
    },
};
