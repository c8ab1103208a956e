/** A form for members, one for anybody, and a run that is undone, with Chinese texts. */
import type { MetadataDocument } from "../../metadata/documents/document.ts";

const workflow = (name: string, content: object): MetadataDocument => ({
  kind: "workflow",
  name,
  content: { name, ...content },
});

const request: MetadataDocument = {
  kind: "object",
  name: "request",
  content: {
    name: "request",
    title: "Requests",
    type: "object",
    properties: {
      what: { type: "string", title: "What", maxLength: 40 },
      state: { enum: ["open", "taken back"], default: "open", title: "State" },
    },
    record_title: "what",
  },
};

const noted = (more: object = {}) => ({
  type: "create",
  title: "Note the request",
  object: "request",
  set: { what: { expression: "variables.what" } },
  ...more,
});

const fields = {
  required: ["what", "amount"],
  properties: {
    what: { type: "string", title: "What do you need?", maxLength: 40 },
    amount: { $ref: "tenon:money", currency: "CNY", title: "Amount", minimum: "0" },
    size: {
      title: "Size",
      oneOf: [
        { const: "small", title: "Small" },
        { const: "large", title: "Large" },
      ],
    },
    needed: { type: "string", format: "date", title: "Needed on" },
    why: { $ref: "tenon:long_text", title: "Reason" },
    urgent: { type: "boolean", title: "Urgent" },
  },
};

const ask = workflow("ask", {
  title: "Ask for equipment",
  description: "Tell what you need, and your manager hears of it.",
  on: { event: "form", roles: ["member"], form: fields, done: "We look at it within two days." },
  as: "system",
  start: "note",
  steps: {
    note: noted({ next: "look" }),
    look: { type: "task", title: "Look at the request", who: [{ user: "admin@example.com" }] },
  },
});

const contact = workflow("contact", {
  title: "Contact us",
  description: "Write to us; we answer by mail.",
  on: {
    event: "form",
    public: true,
    form: {
      required: ["email", "what"],
      properties: {
        what: { type: "string", title: "Your question", maxLength: 40 },
        email: { type: "string", format: "email", title: "E-mail" },
      },
    },
  },
  as: "system",
  start: "note",
  steps: { note: noted() },
});

const undone = workflow("order_it", {
  title: "Order it",
  on: { event: "manual", roles: ["member"] },
  as: "system",
  variables: { what: { type: "text", required: true } },
  ifFailed: "undo",
  start: "note",
  steps: {
    note: noted({ undo: "take_back", next: "post" }),
    take_back: {
      type: "update",
      title: "Take the request back",
      record: "steps.note.result",
      set: { state: "taken back" },
    },
    post: { type: "webhook", title: "Tell the shop", to: "shop" },
  },
});

const resting = workflow("rest", {
  title: "Rest",
  on: { event: "manual", roles: ["member"] },
  as: "system",
  variables: { what: { type: "text", required: true } },
  start: "note",
  steps: {
    note: noted({ undo: "take_back", next: "wait" }),
    take_back: { type: "update", record: "steps.note.result", set: { state: "taken back" } },
    wait: { type: "wait", title: "Wait", for: "3 days" },
  },
});

const chinese: MetadataDocument = {
  kind: "translation",
  name: "zh-CN",
  content: {
    objects: {
      request: {
        title: "申请",
        fields: {
          what: { title: "内容" },
          state: { title: "状态", options: { open: "待处理", "taken back": "已撤回" } },
        },
      },
    },
    workflows: {
      ask: {
        title: "申领设备",
        description: "说明您需要什么，您的主管会收到通知。",
        done: "我们将在两天内处理。",
        steps: { note: { title: "登记申请" }, look: { title: "审阅申请" } },
        fields: {
          what: { title: "您需要什么？" },
          amount: { title: "金额" },
          size: { title: "规格", options: { small: "小", large: "大" } },
          needed: { title: "需要日期" },
          why: { title: "原因" },
          urgent: { title: "紧急" },
        },
      },
      contact: {
        title: "联系我们",
        description: "请留言，我们会通过邮件回复。",
        fields: { what: { title: "您的问题" }, email: { title: "电子邮箱" } },
      },
      order_it: {
        title: "下单",
        steps: {
          note: { title: "登记申请" },
          take_back: { title: "撤回申请" },
          post: { title: "通知商店" },
        },
      },
    },
  },
};

export const workflowForms: readonly MetadataDocument[] = [
  request,
  ask,
  contact,
  undone,
  resting,
  chinese,
];
