/** The page of acts in the audit log, made from the list that the engine writes by. */
import { type AuditActionDefinition, auditActions } from "../metadata/audit-actions.ts";

/** `metadata/AUDIT_ACTIONS.generated.md` */
export function auditActionsPage(notice: string): string {
  const actions: Readonly<Record<string, AuditActionDefinition>> = auditActions;
  const rows = Object.entries(actions).map(
    ([name, { sentence, subject }]) =>
      `| \`${name}\` | ${sentence.en} | ${sentence["zh-CN"]} | ${subject.map((member) => `\`${member}\``).join(", ")} |`,
  );
  return [
    `<!-- ${notice} -->`,
    "",
    "# Acts in the audit log",
    "",
    "Said of who did it. `{name}` is a member of the entry's `subject`; nothing else can be in one.",
    "",
    "| act | English | 中文 | subject |",
    "| --- | --- | --- | --- |",
    ...rows,
    "",
  ].join("\n");
}
