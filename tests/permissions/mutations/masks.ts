/** What stands in place of secrets and of values that are only written. */
import { type Mutation, mutation } from "./mutation.ts";

const secrets = "metadata/model/secrets.ts";
const difference = "engine/records/record-difference.ts";
const masks = "permissions/masks";

export const maskMutations: readonly Mutation[] = [
  mutation(
    "secret-masked",
    secrets,
    "!field.type.sealed || value === null || value === undefined ? value : secretMark;",
    "field.type === null ? secretMark : value;",
    `${masks}#a secret`,
  ),
  mutation(
    "secret-in-rows-masked",
    secrets,
    "isJsonObject(row) ? withoutSecrets(children, row) : row,",
    "isJsonObject(row) ? row : withoutSecrets(children, {}),",
    `${masks}#a secret`,
  ),
  mutation(
    "kept-as-mark",
    difference,
    "field.arms.length > 0 ? keptReference(field, value) : masked(field, value);",
    "field.arms.length > 0 ? keptReference(field, value) : value;",
    `${masks}#what is kept`,
  ),
  mutation(
    "kept-values",
    difference,
    "    if (!whole && !isKept(field)) continue;\n",
    "",
    `${masks}#what is kept`,
  ),
  mutation(
    "kept-changes",
    difference,
    "    if (!isKept(field)) continue;\n    const [was, is]",
    "    const [was, is]",
    `${masks}#what is kept`,
  ),
  mutation(
    "ever-leaves",
    "engine/access/rights.ts",
    "field.schema.writeOnly !== true;",
    "field.schema !== null;",
    `${masks}#history`,
  ),
  mutation(
    "history-reads",
    "engine/access/rights.ts",
    "mayRead: (_object, field) => everLeaves(field),",
    "mayRead: () => true,",
    `${masks}#history`,
  ),
  mutation(
    "conflict-secrets",
    "engine/records/conflict.ts",
    "yours: pick(withoutSecrets(model, attempt.changes)),",
    "yours: pick(attempt.changes),",
    "attacks/secrets#no read path",
  ),
];
