/** The guards that routes declare, and the object of an address. */
import { type Mutation, mutation } from "./mutation.ts";

const listed = "permissions/guarded-routes#which routes";
const folder = "engine/http/routes";

export const routeMutations: readonly Mutation[] = [
  mutation(
    "object-of-address",
    `${folder}/records.ts`,
    'if (model === undefined || !exchange.rights.mayUse(model, "read")) {',
    "if (model === undefined) {",
    "permissions/permissions#with orders_alone lists",
  ),
  mutation(
    "verb-of-address",
    `${folder}/records.ts`,
    'return exchange.rights.mayUse(model, verb) ? model : refuse(exchange, problem("not_permitted"));',
    "return model;",
    "permissions/writing#steps need",
  ),
  mutation(
    "guard-of-kept",
    `${folder}/kept.ts`,
    'const guard = "designer" as const;',
    'const guard = "signed_in" as const;',
    listed,
  ),
  mutation(
    "guard-of-renames",
    `${folder}/refactor.ts`,
    'path: "/metadata/rename", guard: "designer"',
    'path: "/metadata/rename", guard: "signed_in"',
    listed,
  ),
  mutation(
    "guard-of-uses",
    `${folder}/refactor.ts`,
    'path: "/metadata/uses",\n    guard: "designer"',
    'path: "/metadata/uses",\n    guard: "signed_in"',
    listed,
  ),
  ...[
    ["documents", 'path: "/metadata/documents",\n    '],
    ["plan", 'method: "GET", path: "/metadata/plan", '],
    ["plan-with-answers", 'method: "POST", path: "/metadata/plan", '],
    ["plan-of-a-version", 'path: "/metadata/versions/:version/plan",\n    '],
    ["plan-rows", 'path: "/metadata/plan/rows",\n    '],
    ["problems", 'path: "/metadata/problems",\n    '],
    ["publish", 'path: "/metadata/publish",\n    '],
    ["versions", 'path: "/metadata/versions", '],
    ["version", 'path: "/metadata/versions/:version/publish",\n    '],
    ["saved-drafts", 'method: "PUT",\n    path: "/metadata/drafts/:kind/:name",\n    '],
    ["removed-drafts", 'method: "DELETE",\n    path: "/metadata/drafts/:kind/:name",\n    '],
    ["progress", 'method: "GET",\n    path: "/metadata/publish/progress",\n    '],
    ["stopping", 'method: "DELETE",\n    path: "/metadata/publish/progress",\n    '],
  ].map(([name = "", place = ""]) =>
    mutation(
      `guard-of-${name}`,
      `${folder}/publish.ts`,
      `${place}guard: "designer"`,
      `${place}guard: "signed_in"`,
      listed,
    ),
  ),
  mutation(
    "guard-of-users",
    `${folder}/users.ts`,
    'path: "/users",\n    guard: "keeper"',
    'path: "/users",\n    guard: "signed_in"',
    listed,
  ),
  mutation(
    "guard-of-changing-users",
    `${folder}/users.ts`,
    'const governed = { guard: "keeper"',
    'const governed = { guard: "signed_in"',
    listed,
  ),
  mutation(
    "guard-of-explain",
    `${folder}/explain.ts`,
    'guard: "administrator"',
    'guard: "signed_in"',
    listed,
  ),
  mutation(
    "guard-of-audit",
    `${folder}/audit.ts`,
    'guard: "auditor"',
    'guard: "signed_in"',
    listed,
  ),
  mutation(
    "guard-of-viewing",
    `${folder}/view-as.ts`,
    'guard: "onlooker"',
    'guard: "signed_in"',
    listed,
  ),
];
