/** What somebody hears of live changes, and for how long. */
import { type Mutation, mutation } from "./mutation.ts";

const route = "engine/http/routes/changes.ts";
const subscription = "engine/changes/subscription.ts";
const told = "engine/changes/changed-records.ts";
const position = "engine/changes/position.ts";

const rights = "engine/changes-rights";

export const changeMutations: readonly Mutation[] = [
  mutation(
    "followed-objects",
    route,
    '[...catalog.objects.values()].filter((model) => rights.mayUse(model, "read"));',
    "[...catalog.objects.values()];",
    `${rights}#the call answers for an object`,
  ),
  mutation(
    "stream-of-nobody",
    route,
    'if (current === null) return "not_signed_in";',
    "if (current === null) return null;",
    `${rights}#a stream ends on every server when its token`,
  ),
  mutation(
    "stream-of-version",
    route,
    "published?.workspaceId !== catalog.workspaceId || published.version !== catalog.version",
    "published?.workspaceId !== catalog.workspaceId",
    `${rights}#a stream ends on every server when a publish`,
  ),
  mutation(
    "stream-of-people",
    route,
    'if (!areSamePeople(current, principal)) return "rights_changed";',
    "",
    "permissions/streams#a stream of who looks on",
  ),
  mutation(
    "stream-of-onlooker-roles",
    route,
    " &&\n  left.onlooker?.roles.toSorted().join() === right.onlooker?.roles.toSorted().join();",
    ";",
    "permissions/streams#a stream of who looks on",
  ),
  mutation(
    "stream-of-rights",
    route,
    'if (!areEqual(now, rights)) return "rights_changed";',
    "",
    "permissions/streams#a stream of who has",
  ),
  mutation(
    "stream-of-roles",
    route,
    "left.key === right.key && slotsText(left)",
    "slotsText(left)",
    "permissions/streams#a stream of who has",
  ),
  mutation(
    "stream-of-standing",
    route,
    "left.key === right.key && slotsText(left) === slotsText(right);",
    "left.key === right.key;",
    "permissions/streams#a stream of who is moved",
  ),
  mutation(
    "stream-of-second-factor",
    route,
    'return mustSetUpFactor(services.config, current, now) ? "second_factor_needed" : null;',
    "return null;",
    "permissions/streams#a stream of who needs",
  ),
  mutation(
    "told-within",
    subscription,
    'readsAll(model) ? null : await idsWithin(asked.reader(), model, ids, "read");',
    'readsAll(model) || ids.length > 0 ? null : await idsWithin(asked.reader(), model, ids, "read");',
    `${rights}#one with a limited reach hears of his`,
  ),
  mutation(
    "told-of-reached",
    told,
    'if (!within.has(id)) return known.forget(id) ? [{ object, id, kind: "gone" }] : [];',
    'if (!within.has(id) && known.forget(id)) return [{ object, id, kind: "gone" }];',
    "permissions/written-parts#a change",
  ),
  mutation(
    "told-of-known",
    told,
    'return known.forget(id) ? [{ object, id, kind: "gone" }] : [];',
    'return [{ object, id, kind: "gone" }];',
    "permissions/written-parts#a change",
  ),
  mutation(
    "told-of-named",
    subscription,
    "          if (within.has(id)) known.add(id);\n",
    '          if (within.has(id) || id !== "") known.add(id);\n',
    `${rights}#one with a limited reach hears that`,
  ),
  mutation(
    "position-of-receiver",
    position,
    "  record: account,\n",
    '  record: account === "" ? account : workspaceId,\n',
    "engine/changed-records#a position is for",
  ),
  mutation(
    "position-in-time",
    position,
    "return Math.abs(age) > resumeSeconds ? null :",
    "return Math.abs(age) < 0 ? null :",
    "engine/changed-records#a position is for",
  ),
];
