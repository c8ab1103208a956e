/** Objects, people who follow, and looks that are waited for, for tests of subscriptions. */
import { expect } from "vitest";
import type { SubscriptionEntry } from "../../../metadata/subscription-wire.ts";
import type { NoticeEntry, NoticePage } from "../../../metadata/workflow-wire.ts";
import { role } from "../../permissions/role-document.ts";
import { looked } from "../../support/looked.ts";
import type { Person } from "../../support/people.ts";
import { objectDocument, type TestServer } from "../../support/server.ts";

export type Json = Record<string, unknown>;

const all = { create: true, read: true, update: true, delete: true, transitions: true };

export const documents = [
  objectDocument(
    "deal",
    {
      name: { type: "string", title: "Name" },
      amount: { type: "integer", title: "Amount" },
      margin: { type: "integer", title: "Margin" },
      stage: { enum: ["open", "won"], default: "open", title: "Stage" },
      lines: {
        type: "array",
        title: "Lines",
        items: {
          type: "object",
          properties: { product: { type: "string" }, cost: { type: "integer" } },
        },
      },
    },
    {
      title: "Deal",
      lifecycle: { field: "stage", transitions: [{ name: "win", from: ["open"], to: "won" }] },
    },
  ),
  objectDocument("memo", { text: { type: "string" } }),
  role("whole", { deal: all, memo: all }),
  role("masked", {
    deal: { ...all, fields: { "*": "write", margin: "none", stage: "none", "lines.cost": "none" } },
  }),
  role("untitled", { deal: { ...all, fields: { "*": "write", name: "none" } } }),
  role("own", { deal: { ...all, read: "own", update: "own", delete: "own" } }),
  role("nothing", { memo: all }),
];

export const calls = (server: () => TestServer) => {
  const as = async (who: Person | null, method: string, path: string, body?: unknown) =>
    server().request(method, path, body, {
      ...(who === null ? {} : { token: who.token }),
      headers: { "if-match": "*" },
    });
  return {
    as,
    /** By the administrator, unless somebody is named. */
    made: async (values: Json, who: Person | null = null): Promise<string> => {
      const answer = await as(who, "POST", "/records/deal", values);
      expect(answer.status, JSON.stringify(answer.body)).toBe(201);
      return String((answer.body as Json).id);
    },
    changed: async (id: string, values: Json, who: Person | null = null): Promise<void> => {
      const answer = await as(who, "PATCH", `/records/deal/${id}`, values);
      expect(answer.status, JSON.stringify(answer.body)).toBe(200);
    },
    follows: async (who: Person, wanted: Json): Promise<SubscriptionEntry> => {
      const answer = await as(who, "POST", "/subscriptions", { object: "deal", ...wanted });
      expect(answer.status, JSON.stringify(answer.body)).toBe(201);
      return answer.body as SubscriptionEntry;
    },
    notices: async (who: Person, language = "en"): Promise<readonly NoticeEntry[]> => {
      const headers = { "accept-language": language };
      const { token } = who;
      const answer = await server().request("GET", "/notifications", undefined, { token, headers });
      expect(answer.status).toBe(200);
      return (answer.body as NoticePage).data;
    },
    /** Waits until everything that is committed by now has been looked at. */
    looked: () => looked(server()),
  };
};
