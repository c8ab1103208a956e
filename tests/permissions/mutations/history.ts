/** What was: deleted records, former revisions, who changed what. */
import { type Mutation, mutation } from "./mutation.ts";

const remove = "engine/records/delete.ts";
const restore = "engine/records/restore-deleted.ts";
const bin = "engine/records/recycle-bin.ts";
const former = "engine/records/former-record.ts";
const read = "engine/records/read-history.ts";

const past = "permissions/what-was";
const writing = "permissions/writing";
const waiting = "permissions/while-waiting";

export const historyMutations: readonly Mutation[] = [
  mutation(
    "deleted-within",
    remove,
    '  await requireReach(writer, model, id, "delete");\n  const locked',
    "  const locked",
    `${waiting}#who does not see`,
  ),
  mutation(
    "deleted-within-locked",
    remove,
    'rights: engineRights }, model, id);\n  await requireReach(writer, model, id, "delete");',
    "rights: engineRights }, model, id);",
    `${waiting}#a deletion`,
  ),
  mutation(
    "restored-fields",
    restore,
    "  if (refused.length > 0) throw new Refused(refused);\n",
    "",
    `${writing}#what comes back`,
  ),
  mutation(
    "restored-targets",
    restore,
    "  await requireSeenTargets(writer, model, { records: [values], many: false });\n",
    "",
    `${past}#what comes back`,
  ),
  mutation(
    "restored-within",
    restore,
    '  await requireStillWithin(writer, model, [id], "delete", false);\n',
    "",
    `${past}#what comes back`,
  ),
  mutation(
    "bin-of-person",
    bin,
    "(writer.rights.mayDesign ? null : writer.actor);",
    "(writer.rights === null ? writer.actor : null);",
    `${past}#the bin`,
  ),
  mutation(
    "bin-list",
    bin,
    "and ${mine}${further}",
    "and (${mine} or true)${further}",
    `${past}#the bin`,
  ),
  mutation(
    "bin-record",
    bin,
    "and ${mine} for update`,",
    "and (${mine} or true) for update`,",
    `${past}#the bin`,
  ),
  mutation(
    "bin-title",
    bin,
    "field.system || !reader.rights.mayRead(model, field)",
    "field.system",
    `${past}#the bin`,
  ),
  mutation(
    "former-of-seen",
    former,
    "  if (!seen) return failure(recordNotFound());\n",
    "",
    `${past}#a record that is out of reach`,
  ),
  mutation(
    "former-fields",
    former,
    "...namedValues(model, former, reader.rights),",
    "...namedValues(model, former, historyRights),",
    `${past}#a hidden field`,
  ),
  mutation(
    "former-restored-writable",
    former,
    "  writer.rights.mayRead(model, field) &&\n  writer.rights.mayWrite(model, field);",
    "  writer.rights.mayRead(model, field);",
    `${writing}#what comes back`,
  ),
  mutation(
    "history-of-seen",
    "engine/http/routes/history.ts",
    'if (rights.reach(found.model, "read") !== null) {',
    'if (rights.reach(found.model, "read") === undefined) {',
    `${past}#a record that is out of reach`,
  ),
  mutation(
    "history-fields",
    read,
    "change === undefined || !rights.mayRead(model, field)",
    "change === undefined",
    `${past}#a hidden field`,
  ),
  mutation(
    "history-rows-added",
    read,
    "values: namedValues(model, change.added, rights)",
    "values: namedValues(model, change.added, { mayRead: () => true })",
    `${past}#a hidden field`,
  ),
  mutation(
    "history-rows-removed",
    read,
    "values: namedValues(model, change.removed, rights)",
    "values: namedValues(model, change.removed, { mayRead: () => true })",
    `${past}#a hidden field`,
  ),
  mutation(
    "conflict-fields",
    "engine/records/conflict.ts",
    "        .filter((name) => writer.rights.mayRead(model, model.byName.get(name) as FieldModel))\n",
    "",
    "permissions/answers-to-writes#a conflict",
  ),
  mutation(
    "history-values",
    "engine/records/record-difference.ts",
    "    if (!rights.mayRead(model, field)) continue;\n",
    "",
    "permissions/written-parts#kept values",
  ),
  mutation(
    "bin-along",
    bin,
    'along: writer.rights.reach(model, "read") === null,',
    "along: true,",
    "permissions/hidden-values#the bin",
  ),
  mutation(
    "history-state",
    read,
    "const mayKnow = mayKnowState(reader.rights, model);",
    "const mayKnow = true;",
    "permissions/hidden-values#the state",
  ),
];
