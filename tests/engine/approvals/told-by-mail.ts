/** What a mail says, to whom, and that its page says no more. */
import { expect } from "vitest";
import type { MetadataDocument } from "../../../metadata/documents/document.ts";
import { role } from "../../permissions/role-document.ts";
import { databaseContents } from "../../support/database-contents.ts";
import { person } from "../../support/people.ts";
import { ask, asking, type Tests } from "./approval-world.ts";
import { decides, linkIn, type MailWorld, mailAfter, mailed, opens } from "./mail-world.ts";
import { act, chainOf, ended, taskOf } from "./task-world.ts";

let world: MailWorld;

export const documents: readonly MetadataDocument[] = [
  role("narrow", {
    expense: { read: "all", fields: { "*": "read", amount: "none", purpose: "none" } },
  }),
  role("outside", {}),
  asking("by_mail", {
    ask: ask([{ user: "bob@example.com" }], {
      title: "Spend it",
      mail: true,
      may: ["transfer", "consult"],
      fields: { hide: ["note_private"] },
    }),
  }),
  {
    kind: "translation",
    name: "zh-CN",
    content: {
      workflows: { by_mail: { steps: { ask: { title: "审批支出", description: "请核对。" } } } },
    },
  },
  ...["clerk", "visitor"].map((name) =>
    asking(`mail_${name}`, { ask: ask([{ user: `${name}@example.com` }], { mail: true }) }),
  ),
];

export function begin(given: MailWorld): void {
  world = given;
}

const values = { note_private: "quiet", note: "<b>loud</b>", cost_center: "C 7" };

export const tests: Tests = {
  "a mail says what is asked; its page changes nothing, and its link decides once": async () => {
    const { server, people } = world;
    const { mail, token, run, record } = await mailed(world, "by_mail", {
      ...values,
      reviewer: people.cai.id,
    });
    expect(mail.to).toEqual(["bob@example.com"]);
    expect(mail.subject).toBe("Please decide: Spend it – Taxi");
    expect(mail.text).toContain("ann asks you to decide: Spend it.");
    expect(mail.text).toMatch(/amount: .*100\.00/i);
    expect(mail.text).toMatch(/reviewer: cai/i);
    expect(mail.text).not.toContain("quiet");
    expect(mail.html).not.toContain("<b>");
    const { rows } = await server.services.database.run({
      text: `select l::text from "w_demo"."_decision_link" l`,
      values: [],
    });
    expect(JSON.stringify(rows)).not.toContain(token);
    const before = await databaseContents(server);
    const page = await fetch(`${server.address}/demo/decide`);
    expect(page.headers.get("content-security-policy")).toContain("default-src 'none'");
    const seen = await opens(server, token);
    expect(await databaseContents(server)).toEqual(before);
    const about = { person: "bob", asked_by: "ann", step: "Spend it", record: "Taxi" };
    expect(seen.body).toMatchObject({ ...about, needs_opinion: false, changed_since: false });
    expect(JSON.stringify(seen.body)).toContain("C 7");
    expect(JSON.stringify(seen.body)).not.toContain("quiet");
    const done = await decides(server, token, "approve", { opinion: "fine" });
    expect([done.status, done.body, done.headers.get("set-cookie")]).toEqual([204, null, null]);
    await ended(server, run);
    const { approvals } = await chainOf(server, record);
    expect(approvals[0]?.tasks).toMatchObject([
      { status: "approved", opinion: "fine", via: "mail_link", acted_by: { name: "bob" } },
    ]);
  },

  "of what its reader may not see a mail says nothing, and he decides all the same": async () => {
    const { server } = world;
    await person(server, "clerk", "narrow");
    await person(server, "visitor", "outside");
    const narrow = await mailed(world, "mail_clerk", values, "clerk");
    expect(narrow.mail.text).toContain("C 7");
    expect(narrow.mail.raw + narrow.mail.text).not.toMatch(/Taxi|100\.00/);
    const outside = await mailed(world, "mail_visitor", values, "visitor");
    expect(outside.mail.text).not.toMatch(/Taxi|100\.00|C 7/);
    expect((await opens(server, outside.token)).body).toMatchObject({ record: null, facts: [] });
    expect((await decides(server, outside.token, "reject")).status).toBe(204);
    const { approvals } = await chainOf(server, outside.record);
    expect(approvals[0]?.status).toBe("rejected");
  },

  "who is given it by another gets a mail of his own, in his language": async () => {
    const { server, people } = world;
    const { bob, cai, dan } = people;
    await server.request("PATCH", "/account", { language: "zh-CN" }, { token: dan.token });
    const first = await mailed(world, "by_mail");
    const { id } = await taskOf(server, bob, first.record);
    // Whose opinion alone is asked decides nothing, and gets no mail.
    await act(server, bob, id, "delegate", { to: cai.id });
    const handsOn = () => act(server, bob, id, "transfer", { to: dan.id });
    const mail = await mailAfter(world, handsOn, "dan");
    expect(world.mails.received.flatMap(({ to }) => to)).not.toContain("cai@example.com");
    expect(mail.subject).toBe("请审批：审批支出 – Taxi");
    expect(mail.text).toContain("请核对。");
    const words = { step: "审批支出", description: "请核对。" };
    expect((await opens(server, linkIn(mail), "zh-CN")).body).toMatchObject(words);
    expect((await opens(server, linkIn(mail))).body).toMatchObject({ step: "Spend it" });
    expect((await decides(server, linkIn(mail))).status).toBe(204);
    await ended(server, first.run);
  },
};
