/** What may be asked: filters, orders, groups, selections, and the plans that are kept of them. */
import { type Mutation, mutation } from "./mutation.ts";

const scope = "engine/query/readable-scope.ts";
const selection = "engine/query/selection.ts";
const sorting = "engine/query/sorting.ts";
const aggregate = "engine/query/aggregate.ts";
const plans = "engine/query/read-plans.ts";

const matrix = "permissions/permissions";
const told = "permissions/told-of-objects";
const seesAll = "{ ...rights, mayRead: () => true, mayUse: () => true }";
const reachesAll = "{ ...rights, reach: () => null }";

export const questionMutations: readonly Mutation[] = [
  mutation(
    "scope-field",
    scope,
    "return field !== undefined && !rights.mayRead(model, field);",
    "return field !== undefined && field === null;",
    "permissions/questions#a hidden field",
  ),
  mutation(
    "scope-names",
    scope,
    "whole.names().filter((name) => !hidden(name)),",
    "whole.names(),",
    "permissions/questions#a mistyped name",
  ),
  mutation(
    "scope-unusable",
    scope,
    'if (!rights.mayUse(behind, "read")) return { type };',
    "",
    "permissions/questions#nothing lies",
  ),
  mutation(
    "scope-behind",
    scope,
    "return { ...binding, scope: () => readableScope(behind, catalog, rights) };",
    "return binding;",
    "permissions/questions#a hidden field",
  ),
  mutation(
    "scope-arms",
    scope,
    "return part && narrowed(part, catalog, rights);",
    "return part;",
    "permissions/questions#nothing lies",
  ),
  mutation(
    "scope-tree-unusable",
    scope,
    'rights.mayUse(tree, "read") &&',
    "",
    "permissions/questions#a tree",
  ),
  mutation(
    "scope-tree-parent",
    scope,
    "rights.mayRead(tree, parent)",
    "true",
    "permissions/questions#a tree",
  ),
  mutation(
    "parsed-lists-key",
    "engine/query/list-request.ts",
    "${rights.key}\\u0001${text}`;",
    "${text}`;",
    "permissions/questions#a hidden field",
  ),
  mutation(
    "selected-whole",
    selection,
    "wanted(field) && rights.mayRead(model, field))",
    "wanted(field))",
    "permissions/questions#a record is read",
  ),
  mutation(
    "selected-field",
    selection,
    "field.armOf !== null || !rights.mayRead(model, field)) {",
    "field.armOf !== null) {",
    "permissions/questions#a hidden field",
  ),
  mutation(
    "selected-unusable",
    selection,
    'if (target === undefined || !rights.mayUse(target, "read")) {',
    "if (target === undefined) {",
    "permissions/questions#nothing lies",
  ),
  mutation(
    "selected-arm",
    selection,
    'arm === undefined || target === undefined || !rights.mayUse(target, "read")',
    "arm === undefined || target === undefined",
    "permissions/questions#nothing lies",
  ),
  mutation(
    "selection-hint",
    selection,
    "          .filter((field) => rights.mayRead(model, field))\n",
    "",
    "permissions/questions#a mistyped name",
  ),
  mutation(
    "sorted-field",
    sorting,
    "named.armOf !== null || !rights.mayRead(owner, named)) return null;",
    "named.armOf !== null) return null;",
    "permissions/questions#a hidden field",
  ),
  mutation(
    "sorted-unusable",
    sorting,
    'if (target === undefined || !rights.mayUse(target, "read") || path.length > 4) return null;',
    "if (target === undefined || path.length > 4) return null;",
    "permissions/questions#nothing lies",
  ),
  mutation(
    "aggregate-scope",
    aggregate,
    "const scope = readableScope(model, catalog, rights);",
    `const scope = readableScope(model, catalog, ${seesAll});`,
    `${matrix}#with without_margin questions`,
  ),
  mutation(
    "aggregate-filter",
    aggregate,
    ": filterCondition(request.filter, source, catalog, rights);",
    `: filterCondition(request.filter, source, catalog, ${seesAll});`,
    `${told}#a filter of groups`,
  ),
  mutation(
    "aggregate-reach",
    aggregate,
    "rowSource(model, { catalog, aliases: makeAliases(), rights });",
    `rowSource(model, { catalog, aliases: makeAliases(), rights: ${reachesAll} });`,
    `${matrix}#with own_only no byte`,
  ),
  mutation(
    "filter-scope",
    plans,
    "const scope = readableScope(source.model, catalog, rights);",
    `const scope = readableScope(source.model, catalog, ${seesAll});`,
    "permissions/questions#a hidden field",
  ),
  mutation(
    "list-key",
    plans,
    "const key = [model.name, rights.key, limit, shape, size]",
    "const key = [model.name, limit, shape, size]",
    "permissions/questions#a hidden field",
  ),
  mutation(
    "list-reach",
    plans,
    "const options = { catalog, aliases, rights };",
    `const options = { catalog, aliases, rights: ${reachesAll} };`,
    "permissions/divided-lists#of_many",
    `${matrix}#with own_only what lies behind`,
  ),
  mutation(
    "record-key",
    plans,
    "`${model.name}\\u0001${rights.key}\\u0001${selected?.text",
    "`${model.name}\\u0001${selected?.text",
    "permissions/questions#a record is read",
  ),
  mutation(
    "record-reach",
    plans,
    "const source = rowSource(model, { catalog, aliases: makeAliases(), rights });",
    `const source = rowSource(model, { catalog, aliases: makeAliases(), rights: ${reachesAll} });`,
    `${matrix}#with own_only lists`,
  ),
  mutation(
    "record-fields",
    plans,
    "selected?.selection ?? wholeRecord(model, rights);",
    `selected?.selection ?? wholeRecord(model, ${seesAll});`,
    "permissions/questions#a record is read",
  ),
  mutation(
    "secret-as-mark",
    "engine/query/joins.ts",
    "field.type.sealed ? sql`case when ${column} is not null then '{\"set\": true}'::jsonb end` : column;",
    "field.type.sealed ? sql`to_jsonb(${column}::text)` : column;",
    "permissions/questions#a secret",
  ),
  mutation(
    "system-fields-read-only",
    "metadata/validate/record-schema.ts",
    'field.name === "id" ? rowId : readOnly;',
    'field.name === "id" ? rowId : {};',
    "metadata/validate/system-fields#cannot be written",
  ),
];
