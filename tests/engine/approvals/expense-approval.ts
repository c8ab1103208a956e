/** How expenses are approved: the example of the reference, nearly as it stands there. */

export const expenseApproval: Record<string, unknown> = {
  name: "expense_approval",
  title: "Expense approval",
  on: { record: "expense", event: "transition", name: "submit" },
  as: "system",
  calendar: "office",
  start: "size",
  steps: {
    size: {
      type: "branch",
      cases: [
        { when: "record.amount <= 1000", next: "lead" },
        { when: "record.amount <= 50000", next: "chain" },
      ],
      else: "board",
    },
    lead: { type: "approval", who: [{ manager: 1 }], next: "pay" },
    chain: {
      type: "approval",
      who: [{ managers: { upTo: "level >= 3" } }],
      mode: "inTurn",
      next: "finance",
    },
    board: { type: "parallel", branches: ["legal", "cfo"], join: "all", next: "pay" },
    legal: { type: "approval", who: [{ role: "legal" }], mode: "any" },
    cfo: { type: "approval", who: [{ role: "cfo" }], mode: { share: 0.66 } },
    finance: {
      type: "approval",
      who: [{ role: "finance", within: "record.company" }],
      mode: "all",
      may: ["addBefore", "addAfter", "addBeside", "transfer", "consult", "return"],
      returnTo: ["start", "chain"],
      afterReturn: "comeBack",
      fields: { edit: ["cost_center"], hide: ["note_private"], require: ["opinion"] },
      due: {
        in: "8 workhours",
        remindAt: ["50%", "90%"],
        // biome-ignore lint/suspicious/noThenProperty: the keyword of the documents
        then: { escalate: { manager: 1 } },
      },
      ifNobody: { role: "approval_admin" },
      ifRepeated: "skip",
      copy: [{ field: "record.owner" }],
      next: "pay",
      on: { rejected: "tell" },
    },
    pay: {
      type: "update",
      record: "record",
      transition: "approve",
      set: { approved_at: { expression: "now()" } },
    },
    tell: {
      type: "notify",
      to: [{ field: "record.owner" }],
      subject: { en: "Not approved: {record.purpose}", "zh-CN": "未通过：{record.purpose}" },
    },
  },
  withdraw: "beforeFirstDecision",
  record: "lockFields",
  show: "snapshot",
};
