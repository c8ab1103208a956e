/** What is told to whom of what he follows. */
import { type Mutation, mutation } from "./mutation.ts";

const follow = "engine/subscriptions/follow.ts";
const tell = "engine/subscriptions/tell-followers.ts";
const show = "engine/subscriptions/show-notices.ts";

const rights = "engine/subscriptions/rights-of-followers";

export const subscriptionMutations: readonly Mutation[] = [
  mutation(
    "followed-object",
    follow,
    'model === undefined || !rights.mayUse(model, "read")',
    "model === undefined",
    `${rights}#what may not be read`,
  ),
  mutation(
    "followed-record",
    follow,
    '!(await idsWithin(reader, model, [record], "read")).has(record)',
    "record === model.id",
    `${rights}#what may not be read`,
  ),
  mutation(
    "subscription-named",
    follow,
    'model !== undefined && rights.mayUse(model, "read") ? model : null',
    "model ?? null",
    `${rights}#what may not be read`,
  ),
  mutation(
    "reminded-object",
    "engine/reminders/remind.ts",
    'model === undefined || !rights.mayUse(model, "read")',
    "model === undefined",
    "engine/reminders#what may not be read",
  ),
  mutation(
    "reminded-record",
    "engine/reminders/remind.ts",
    '!(await idsWithin(reader, model, [record], "read")).has(record)',
    "record === model.id",
    "engine/reminders#what may not be read",
  ),
  mutation(
    "told-fields",
    "engine/subscriptions/touched-fields.ts",
    "field === undefined || !rights.mayRead(model, field)",
    "field === undefined",
    `${rights}#a change of hidden fields`,
  ),
  mutation(
    "told-changes",
    tell,
    " &&\n      isTold(reader, model, write),",
    ",",
    `${rights}#a change of hidden fields`,
  ),
  mutation(
    "told-deletions",
    tell,
    'rights.mayUse(model, "read") && rights.reach(model, "read") === null;',
    'rights.mayUse(model, "read");',
    `${rights}#records out of reach`,
  ),
  mutation(
    "told-deletions-of-object",
    tell,
    'rights.mayUse(model, "read") && rights.reach',
    "rights.reach",
    `${rights}#what may not be read`,
  ),
  mutation(
    "told-records",
    "engine/subscriptions/matching-records.ts",
    "rowSource(model, { catalog, rights, aliases: makeAliases() })",
    "rowSource(model, { catalog, rights: { ...rights, reach: () => null }, aliases: makeAliases() })",
    `${rights}#records out of reach`,
  ),
  mutation(
    "shown-records",
    show,
    'const within = await idsWithin(reader, model, [...ids], "read");',
    "const within = ids;",
    `${rights}#records out of reach`,
  ),
];
