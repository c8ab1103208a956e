/** Expenses, who asks for them, and the roles of those who decide. */
import type { MetadataDocument } from "../../../metadata/documents/document.ts";
import { role } from "../../permissions/role-document.ts";
import { objectDocument } from "../../support/server.ts";

type Json = Record<string, unknown>;

export const lookup = (target: string): Json => ({
  $ref: "tenon:lookup",
  target,
  on_delete: "clear",
});

/** Who asks for money, who gives it, and what for. */
export const objects: readonly MetadataDocument[] = [
  objectDocument("company", { name: { type: "string" } }),
  {
    kind: "object",
    name: "user",
    content: {
      name: "user",
      title: "User",
      properties: { company: lookup("company"), grade: { type: "integer" } },
    },
  },
  objectDocument(
    "expense",
    {
      code: { type: "string", unique: true },
      purpose: { type: "string" },
      amount: { $ref: "tenon:money", scale: 2, currency: "CNY" },
      company: lookup("company"),
      department: lookup("department"),
      reviewer: { $ref: "tenon:user" },
      cost_center: { type: "string" },
      note: { type: "string" },
      note_private: { type: "string" },
      approved_at: { type: "string", format: "date-time" },
      status: { enum: ["draft", "submitted", "approved", "rejected"], default: "draft" },
    },
    {
      record_title: "purpose",
      lifecycle: {
        field: "status",
        transitions: [
          { name: "submit", from: ["draft", "rejected"], to: "submitted" },
          { name: "approve", from: ["submitted"], to: "approved" },
          { name: "reject", from: ["submitted"], to: "rejected" },
          { name: "revoke", from: ["submitted"], to: "draft" },
        ],
      },
    },
  ),
  {
    kind: "calendar",
    name: "office",
    content: {
      name: "office",
      title: "Office",
      time_zone: "Asia/Shanghai",
      hours: Object.fromEntries(
        ["mon", "tue", "wed", "thu", "fri"].map((day) => [day, [["09:00", "17:00"]]]),
      ),
    },
  },
  ...["finance", "legal", "cfo", "approval_admin"].map((name) =>
    role(name, { expense: { read: "all" } }),
  ),
];
