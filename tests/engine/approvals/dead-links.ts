/** Links of mails that decide nothing any more: each is answered like one that never was. */
import { expect } from "vitest";
import { grantMembership } from "../../../engine/access/accounts.ts";
import type { MetadataDocument } from "../../../metadata/documents/document.ts";
import { role } from "../../permissions/role-document.ts";
import { person } from "../../support/people.ts";
import { ask, asking, type Json, type Tests } from "./approval-world.ts";
import {
  decides,
  linkIn,
  type Mailed,
  type MailWorld,
  mailAfter,
  mailed,
  opens,
} from "./mail-world.ts";
import { act, chainOf, codes, does, taskOf } from "./task-world.ts";

let world: MailWorld;

const bob = { user: "bob@example.com" };
const mail = true;

export const documents: readonly MetadataDocument[] = [
  role("signer", { expense: { read: "all" } }),
  asking(
    "once",
    { ask: ask([bob], { mail, may: ["transfer", "return"] }) },
    { withdraw: "anyTime" },
  ),
  asking("as_seen", { ask: ask([bob], { mail: "unchanged" }) }),
  asking("as_told", { ask: ask([bob], { mail }) }),
  asking("both", { ask: ask([bob, { user: "cai@example.com" }], { mail }) }),
  asking("signers", { ask: ask([{ role: "signer" }], { mail }) }),
];

export function begin(given: MailWorld): void {
  world = given;
}

type End = (sent: Mailed) => Promise<unknown>;

/** Decisions about the record that were made by a link. */
async function byLink({ record }: Mailed): Promise<number> {
  const { approvals } = await chainOf(world.server, record);
  return approvals.flatMap(({ tasks }) => tasks).filter(({ via }) => via !== null).length;
}

/** A link that worked works no more; the answers are those to a token that nobody was sent. */
async function isDead(sent: Mailed, ends: End): Promise<void> {
  const { server } = world;
  await run("delete from core.sign_in_attempt");
  expect((await opens(server, sent.token)).status).toBe(200);
  await ends(sent);
  const before = await byLink(sent);
  for (const call of [opens, decides]) {
    const [dead, never] = [await call(server, sent.token), await call(server, "x".repeat(43))];
    const said = ({ body }: typeof dead) => ({ ...(body as Json), request_id: "" });
    expect([dead.status, codes(dead)]).toEqual([422, ["decision_not_open"]]);
    expect(said(dead)).toEqual(said(never));
  }
  expect(await byLink(sent)).toBe(before);
}

const patch = (path: string, body: Json) =>
  world.server.request("PATCH", path, body, { headers: { "if-match": "*" } });
const run = (text: string, values: readonly unknown[] = []) =>
  world.server.services.database.run({ text, values });

export const tests: Tests = {
  "with the turn of its task: used, decided, withdrawn, returned, handed over, cancelled":
    async () => {
      const { server, people } = world;
      const acts =
        (action: string, body: Json = {}): End =>
        ({ record }) =>
          does(server, people.bob, record, action, body);
      const ends: readonly End[] = [
        ({ token }) => decides(server, token),
        acts("reject"),
        acts("return", { opinion: "again" }),
        acts("transfer", { to: people.cai.id }),
        async ({ record }) => {
          const { id } = await taskOf(server, people.bob, record);
          await act(server, people.ann, id, "withdraw");
        },
        ({ run: id }) => server.request("POST", `/runs/${id}/cancel`, {}),
        () => run(`update "w_demo"."_decision_link" set "expires_at" = $1`, [new Date()]),
      ];
      for (const end of ends) await isDead(await mailed(world, "once"), end);
    },

  "with the person: disabled, or without the role for which he was asked": async () => {
    const { server } = world;
    const { database, catalogs } = server.services;
    const signer = await person(server, "signer", "signer");
    const workspace = (await catalogs.current("demo"))?.workspaceId ?? "";
    const sends = () => mailed(world, "signers", {}, "signer");
    await isDead(await sends(), () => grantMembership(database, workspace, signer.id));
    await person(server, "signer", "signer");
    await isDead(await sends(), () =>
      server.request("PATCH", `/users/${signer.id}`, { disabled: true }),
    );
  },

  "with the record, where the step says so; else its page says that it has changed": async () => {
    const { server } = world;
    const changes: End = ({ record }) => patch(`/records/expense/${record}`, { amount: "7.00" });
    await isDead(await mailed(world, "as_seen"), changes);
    const told = await mailed(world, "as_told");
    await changes(told);
    const { body } = await opens(server, told.token);
    expect(body).toMatchObject({ changed_since: true });
    expect(JSON.stringify(body)).not.toContain("7.00");
    expect((await decides(server, told.token)).status).toBe(204);
  },

  "with a decision that was taken back: the next mail has another": async () => {
    const { server, people } = world;
    const sent = await mailed(world, "both");
    const next = await mailAfter(world, async () => {
      const { id } = await taskOf(server, people.bob, sent.record);
      await act(server, people.bob, id, "approve");
      await act(server, people.bob, id, "take_back");
    });
    expect((await opens(server, sent.token)).status).toBe(422);
    expect((await decides(server, linkIn(next))).status).toBe(204);
  },
};
