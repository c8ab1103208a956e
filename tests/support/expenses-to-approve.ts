/** Expenses that somebody reviews and somebody of two pays, with Chinese titles. */
import type { MetadataDocument } from "../../metadata/documents/document.ts";

const expense: MetadataDocument = {
  kind: "object",
  name: "expense",
  content: {
    name: "expense",
    title: "Expenses",
    type: "object",
    required: ["purpose"],
    properties: {
      purpose: { type: "string", title: "Purpose", maxLength: 80 },
      amount: { $ref: "tenon:money", scale: 2, currency: "CNY", title: "Amount" },
      cost_center: { type: "string", title: "Cost center", maxLength: 20 },
      reviewer: { $ref: "tenon:user", title: "Reviewer" },
      private_note: { type: "string", title: "Private note", maxLength: 80 },
      status: { enum: ["draft", "submitted", "approved", "rejected"], default: "draft" },
    },
    record_title: "purpose",
    lifecycle: {
      field: "status",
      transitions: [
        { name: "submit", title: "Submit", from: ["draft", "rejected"], to: "submitted" },
        { name: "approve", title: "Approve", from: ["submitted"], to: "approved" },
        { name: "reject", title: "Refuse", from: ["submitted"], to: "rejected" },
      ],
    },
  },
};

const take = (transition: string) => ({ type: "update", record: "record", transition });

const approval: MetadataDocument = {
  kind: "workflow",
  name: "expense_approval",
  content: {
    name: "expense_approval",
    title: "Expense approval",
    on: { record: "expense", event: "transition", name: "submit" },
    as: "system",
    withdraw: "anyTime",
    start: "review",
    steps: {
      review: {
        type: "approval",
        title: "Review",
        description: "Look at the cost center, too.",
        who: [{ field: "record.reviewer" }],
        mail: true,
        may: ["addBefore", "addAfter", "addBeside", "transfer", "consult", "return"],
        fields: { edit: ["cost_center"], hide: ["private_note"], require: ["opinion"] },
        on: { rejected: "refused" },
        next: "pay",
      },
      pay: {
        type: "approval",
        title: "Payment",
        who: [{ field: "record.reviewer" }, { user: "bo@example.com" }],
        mode: "any",
        on: { rejected: "refused" },
        next: "done",
      },
      done: take("approve"),
      refused: take("reject"),
    },
  },
};

const chinese: MetadataDocument = {
  kind: "translation",
  name: "zh-CN",
  content: {
    objects: {
      expense: {
        title: "报销",
        fields: {
          purpose: { title: "用途" },
          amount: { title: "金额" },
          cost_center: { title: "成本中心" },
          reviewer: { title: "审核人" },
          private_note: { title: "内部备注" },
        },
        transitions: {
          submit: { title: "提交" },
          approve: { title: "通过" },
          reject: { title: "拒绝" },
        },
      },
    },
  },
};

export const expensesToApprove: readonly MetadataDocument[] = [expense, approval, chinese];
