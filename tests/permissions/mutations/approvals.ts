/** What of approvals is told to whom, and who hands on what is stuck. */
import { type Mutation, mutation } from "./mutation.ts";

const seen = "engine/approvals/records-under-approval#of a record";
const rights = "engine/approvals/records-under-approval";
const mails = "engine/approvals/decisions-by-mail";
const route = "engine/http/routes/approvals.ts";

export const approvalMutations: readonly Mutation[] = [
  mutation(
    "approval-titles",
    "engine/records/record-heads.ts",
    "title !== undefined && reader.rights.mayRead(model, title)",
    "title !== undefined",
    seen,
  ),
  mutation(
    "approval-changes",
    "engine/approvals/show-chain.ts",
    "field === undefined || !writer.rights.mayRead(model, field)",
    "field === undefined",
    `${rights}#what was changed`,
  ),
  mutation(
    "approval-chains",
    route,
    '(await idsWithin(writer, model, [id], "read")).has(id)',
    "true",
    `${rights}#of a record`,
  ),
  mutation(
    "approval-preview-step",
    route,
    "if (byStep && step !== null && !writer.rights.mayStep(model, step)) return false;",
    "",
    `${rights}#a chain`,
  ),
  mutation(
    "approval-preview-update",
    route,
    'if (!byStep && !byHand && !writer.rights.mayUse(model, "update")) return false;',
    "",
    `${rights}#a chain`,
  ),
  mutation(
    "approval-handed-on",
    "engine/http/routes/tasks.ts",
    "administers: mayAdminister(exchange.rights)",
    "administers: true",
    "engine/approvals/people-of-approvals#who administers",
  ),
  mutation(
    "decision-mail-hidden",
    "engine/approvals/shown-values.ts",
    "!hidden.includes(name)",
    "true",
    `${mails}#a mail says`,
  ),
  mutation(
    "decision-link-factor",
    "engine/approvals/decide-by-link.ts",
    "person === null || person.mustSignIn",
    "person === null",
    `${mails}#who needs a second factor`,
  ),
  mutation(
    "decision-link-decider",
    "engine/approvals/decide-by-link.ts",
    "await requireDecider(acting, held);",
    "",
    `${mails}#with the person`,
  ),
  mutation(
    "opinion-file-reader",
    "engine/approvals/read-opinion-file.ts",
    '(await idsWithin(acting.writer, model, [record], "read")).has(record) ? found : null',
    "found",
    `${rights}#files go along`,
  ),
  mutation(
    "opinion-file-owner",
    "engine/approvals/opinion-files.ts",
    "known.get(file)?.by === actor ?",
    "known.has(file) ?",
    `${rights}#one's own files`,
  ),
];
