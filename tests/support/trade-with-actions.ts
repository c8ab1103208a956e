/** Orders with actions of every kind, in English with Chinese titles. */
import type { MetadataDocument } from "../../metadata/documents/document.ts";

const money = { $ref: "tenon:money", scale: 2, currency: "CNY" };

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
      status: { enum: ["draft", "confirmed", "closed"], title: "Status", default: "draft" },
      price: { ...money, title: "Price" },
      note: { type: "string", title: "Note", maxLength: 200 },
    },
    record_title: "number",
  },
};

const task: MetadataDocument = {
  kind: "object",
  name: "task",
  content: {
    name: "task",
    title: "Tasks",
    type: "object",
    properties: {
      subject: { type: "string", title: "Subject", maxLength: 80 },
      place: { type: "string", title: "Place", maxLength: 80 },
      remark: { type: "string", title: "Remark", maxLength: 80 },
    },
    record_title: "subject",
  },
};

const script = (name: string, body: string, action: object): MetadataDocument => ({
  kind: "script",
  name,
  content: {
    name,
    title: name,
    action,
    source: `import { db, decimal, fail, log, type Input, type Output } from "tenon";
export default async function (given: Input<"${name}">): Promise<Output<"${name}">> {
${body}
}
`,
  },
});

const percent = { $ref: "tenon:decimal", precision: 5, scale: 2, maximum: "50", title: "Percent" };

const actions: readonly MetadataDocument[] = [
  script(
    "give_discount",
    `  const { record, input } = given;
  if (decimal(input.percent).equals(13)) fail({ message: { en: "Not 13", "zh-CN": "不能是 13" }, at: "/percent" });
  const price = decimal(record.price ?? "0").times(decimal(1).minus(decimal(input.percent).dividedBy(100))).round(2);
  await db.update("order", record.id, { price: price.toString(2), note: input.reason });
  return { message: "→ " + price.toString(2) };`,
    {
      object: "order",
      title: "Give a discount",
      when: 'status == "draft"',
      input: {
        required: ["percent"],
        properties: {
          percent,
          reason: { type: "string", title: "Reason", maxLength: 60, default: "loyal" },
        },
      },
    },
  ),
  script("confirm_order", `  await db.update("order", given.record.id, { status: "confirmed" });`, {
    object: "order",
    title: "Confirm",
    when: 'status == "draft"',
    confirm: "Nobody can give a discount afterwards. Confirm the order?",
  }),
  script(
    "copy_order",
    `  const { number, customer, price } = given.record;
  const made = await db.create("order", { number: number + "-2", customer, price });
  return { message: number + " ×2", open: { object: "order", id: made.id } };`,
    { object: "order", title: "Copy" },
  ),
  script(
    "check_order",
    `  log.info("Checking", given.record.number);
  throw new Error("The checker is not to be reached");`,
    { object: "order", title: "Check" },
  ),
  script("finish_task", `  return { message: String(given.record.subject) };`, {
    object: "task",
    title: "Finish",
  }),
  script(
    "close_orders",
    `  for (const { id } of given.records)
    await db.update("order", id, { status: "closed", note: given.input.note });
  return { message: "× " + given.records.length };`,
    {
      object: "order",
      on: "list",
      title: "Close",
      confirm: "Close all of them?",
      input: { required: ["note"], properties: { note: { type: "string", title: "Note" } } },
    },
  ),
];

/** Refuses with a message at a field that is neither the first nor the last. */
const trigger: MetadataDocument = {
  kind: "script",
  name: "know_place",
  content: {
    name: "know_place",
    title: "Places are known",
    trigger: { object: "task", before: ["create"] },
    source: `import { fail, type Input } from "tenon";
export default function ({ records }: Input<"know_place">) {
  for (const { record } of records)
    if (record.place === "Nowhere") fail({ at: "/place", message: { en: "Nobody finds this place.", "zh-CN": "这个地点找不到。" } });
}
`,
  },
};

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
          status: { title: "状态" },
          price: { title: "价格" },
          note: { title: "备注" },
        },
      },
      task: {
        title: "任务",
        fields: {
          subject: { title: "主题" },
          place: { title: "地点" },
          remark: { title: "备注" },
        },
      },
    },
    scripts: {
      give_discount: {
        action: { title: "给予折扣" },
        fields: { percent: { title: "百分比" }, reason: { title: "原因" } },
      },
      confirm_order: {
        action: { title: "确认", confirm: "确认后不能再给予折扣。要确认该订单吗？" },
      },
      copy_order: { action: { title: "复制" } },
      check_order: { action: { title: "检查" } },
      finish_task: { action: { title: "完成" } },
      close_orders: {
        action: { title: "关闭", confirm: "要全部关闭吗？" },
        fields: { note: { title: "备注" } },
      },
    },
  },
};

export const tradeWithActions: readonly MetadataDocument[] = [
  order,
  task,
  ...actions,
  trigger,
  chinese,
];
