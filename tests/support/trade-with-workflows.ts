/** Orders with workflows that are started by hand: one that sends and tells, one that rests. */
import type { MetadataDocument } from "../../metadata/documents/document.ts";

const order: MetadataDocument = {
  kind: "object",
  name: "order",
  content: {
    name: "order",
    title: "Orders",
    type: "object",
    required: ["number"],
    properties: {
      number: { type: "string", title: "No.", maxLength: 20 },
      customer: { type: "string", title: "Customer", maxLength: 80 },
      note: { type: "string", title: "Note", maxLength: 200 },
    },
    record_title: "number",
  },
};

const workflow = (name: string, content: object): MetadataDocument => ({
  kind: "workflow",
  name,
  content: { name, ...content },
});

const fromOrder = { event: "action", record: "order" };

const send = workflow("send_order", {
  title: "Send to the warehouse",
  on: { ...fromOrder, when: 'record.customer != ""' },
  variables: { reason: { type: "text", title: "Reason", required: true } },
  start: "post",
  steps: {
    post: {
      type: "webhook",
      title: "Tell the warehouse",
      to: "warehouse",
      body: {
        number: { expression: "record.number" },
        reason: { expression: "variables.reason" },
      },
      next: "tell",
    },
    tell: {
      type: "notify",
      title: "Tell the starter",
      to: [{ starter: true }],
      subject: { en: "Order {record.number} is sent", "zh-CN": "订单 {record.number} 已发出" },
      text: { en: "The warehouse has it.", "zh-CN": "仓库已收到。" },
    },
  },
});

const rest = workflow("rest_order", {
  title: "Ask again later",
  on: fromOrder,
  start: "rest",
  steps: {
    rest: { type: "wait", title: "Rest", for: "3 days", next: "mark" },
    mark: {
      type: "update",
      title: "Note it down",
      record: "record",
      set: { note: "rested" },
    },
  },
});

const chinese: MetadataDocument = {
  kind: "translation",
  name: "zh-CN",
  content: {
    objects: {
      order: {
        title: "订单",
        fields: {
          number: { title: "编号" },
          customer: { title: "客户" },
          note: { title: "备注" },
        },
      },
    },
  },
};

export const tradeWithWorkflows: readonly MetadataDocument[] = [order, send, rest, chinese];
