/** The roles of a workspace, and what they add up to for one who has some of them. */
import { builtInRoles } from "../../metadata/access/built-in-roles.ts";
import {
  combineRoles,
  type ObjectPermission,
  type Permissions,
  type Reach,
  rolesWithIncluded,
} from "../../metadata/access/permissions.ts";
import {
  type ObjectAction,
  personScopes,
  type RecordVerb,
  type Role,
  recordVerbs,
  resolveRole,
} from "../../metadata/access/role.ts";
import { resolveSharingRule, type SharingRule } from "../../metadata/access/sharing-rule.ts";
import { isBuiltInField } from "../../metadata/documents/built-in-objects.ts";
import { textOrEmpty } from "../../metadata/json-object.ts";
import type { FieldModel, ObjectModel } from "../../metadata/model/object-model.ts";
import { rowsPathOf } from "../../metadata/model/row-models.ts";
import type { Catalog } from "../catalog/catalog.ts";
import { formulaInputs } from "./formula-inputs.ts";
import { everLeaves, type Rights } from "./rights.ts";

interface WorkspaceRoles {
  readonly byName: ReadonlyMap<string, Role>;
  /** Names by the ids that memberships keep. */
  readonly names: ReadonlyMap<string, string>;
}

const rolesKey = Symbol("roles");

/** Roles of a catalog, the built-in ones among them. */
export const rolesOf = (catalog: Catalog): WorkspaceRoles =>
  catalog.derived(rolesKey, () => {
    const documents = catalog.documents.filter(({ kind }) => kind === "role");
    const own = documents.map(({ name, content }) => [name, resolveRole(content)] as const);
    return {
      byName: new Map([...own, ...builtInRoles]),
      names: new Map([
        ...documents.map(({ name, content }) => [textOrEmpty(content.id), name] as const),
        ...[...builtInRoles.keys()].map((name) => [name, name] as const),
      ]),
    };
  });

/** What a membership keeps of a role; null for a role that is not there. */
export function roleId(catalog: Catalog, name: string): string | null {
  const { names } = rolesOf(catalog);
  return [...names].find(([, known]) => known === name)?.[0] ?? null;
}

/** Names of the roles that a membership has; what is no more grants nothing. */
export const roleNames = (catalog: Catalog, ids: readonly string[]): readonly string[] => {
  const { names } = rolesOf(catalog);
  return ids.flatMap((id) => names.get(id) ?? []);
};

const rightsKey = Symbol("rights");

const makeKnownRights = () => ({
  byKey: new Map<string, Rights>(),
  /** By the very list that a credential keeps, so that most requests compare nothing. */
  byList: new WeakMap<readonly string[], Rights>(),
});

/** The rights of who has these roles, by their ids; without the slots that say whose records. */
export function rightsOfRoles(catalog: Catalog, ids: readonly string[]): Rights {
  const known = catalog.derived(rightsKey, makeKnownRights);
  const last = known.byList.get(ids);
  if (last !== undefined) return last;
  const key = ids.toSorted().join("\u0002");
  let rights = known.byKey.get(key);
  if (rights === undefined) {
    rights = compileRights(catalog, key, permissionsOf(catalog, roleNames(catalog, ids)));
    known.byKey.set(key, rights);
  }
  known.byList.set(ids, rights);
  return rights;
}

/** What roles of these names grant together. */
export const permissionsOf = (catalog: Catalog, names: readonly string[]): Permissions =>
  combineRoles(rolesWithIncluded(names, rolesOf(catalog).byName), sharingRulesOf(catalog));

export const sharingRulesOf = (catalog: Catalog): readonly SharingRule[] =>
  catalog.documents
    .filter(({ kind }) => kind === "sharing_rule")
    .map(({ content }) => resolveSharingRule(content));

/** How people are organised everybody knows, and nobody owns: there is nothing to share or give. */
const forOwners: ReadonlySet<ObjectAction> = new Set(["share", "transfer"]);

/** The object that child rows, at any level, belong to. */
const ownerOf = ({ name }: ObjectModel): string => {
  const end = name.indexOf("$");
  return end < 0 ? name : name.slice(0, end);
};

const pathOf = (model: ObjectModel, field: FieldModel): string =>
  [...rowsPathOf(model), field.name].join(".");

function compileRights(catalog: Catalog, key: string, permissions: Permissions): Rights {
  const of = (model: ObjectModel): ObjectPermission => permissions.object(ownerOf(model));
  const reachOf = (model: ObjectModel, verb: RecordVerb): Reach | null => {
    if ((model.builtIn && verb === "read") || model.parent !== null) return null;
    const found = of(model).reach(verb);
    return found === null || isWhole(found) ? null : found;
  };
  /** How people are organised is known to all of them, and changed by who looks after them. */
  const mayUseBuiltIn = (model: ObjectModel, verb: RecordVerb): boolean => {
    if (verb === "read") return permissions.roles.length > 0;
    // People come with accounts; a grant for every object does not mean these.
    const exists = !model.comesWithAccounts || verb === "update";
    return exists && permissions.administers("users") && of(model).reach(verb) !== null;
  };
  const mayUse = (model: ObjectModel, verb: RecordVerb): boolean => {
    if (model.builtIn) return mayUseBuiltIn(model, verb);
    return of(model).reach(verb) !== null && (verb === "read" || of(model).reach("read") !== null);
  };
  const reading = new Map<FieldModel, boolean>();
  const mayRead = (model: ObjectModel, field: FieldModel): boolean => {
    if (field.system || isBuiltInField(ownerOf(model), field.name)) return true;
    const known = reading.get(field);
    if (known !== undefined) return known;
    // A formula that leads back to itself does not exist; while it is looked at it hides nothing.
    reading.set(field, true);
    const said = of(model).level(pathOf(model, field));
    const readable =
      everLeaves(field) &&
      // What was added to people is for those who may read every object, or it by its name.
      said.level !== "none" &&
      // What is computed from hidden values would tell them, unless it was granted by its name.
      (said.named ||
        formulaInputs(catalog, model, field).every(
          (input) =>
            mayUse(input.model, "read") &&
            mayRead(input.model, input.field) &&
            !(input.related && reachOf(input.model, "read") !== null),
        ));
    reading.set(field, readable);
    return readable;
  };
  const writing = new Map<FieldModel, boolean>();
  const mayWrite = (model: ObjectModel, field: FieldModel): boolean => {
    let writable = writing.get(field);
    if (writable === undefined) {
      writable = !field.system && of(model).level(pathOf(model, field)).level === "write";
      writing.set(field, writable);
    }
    return writable;
  };
  return {
    key: `roles:${key}`,
    mayDesign: permissions.administers("design"),
    administers: permissions.administers,
    keepsUsers: permissions.administers("users") || permissions.delegations.length > 0,
    mayUse,
    may: (model, action) =>
      of(model).may(action) &&
      (!model.builtIn || (!forOwners.has(action) && permissions.administers("users"))),
    mayStep: (model, transition) => of(model).mayStep(transition),
    mayRead,
    mayWrite,
    mayReveal: (model, field) => mayRead(model, field) && of(model).mayReveal(pathOf(model, field)),
    reach: reachOf,
    reachesAll: [...catalog.objects.values()].every((model) =>
      recordVerbs.every((verb) => reachOf(model, verb) === null),
    ),
    people: personScopes(permissions.roles),
    slots: {},
  };
}

const isWhole = ({ any, every }: Reach): boolean =>
  every.length === 0 && any.some(({ kind }) => kind === "all");
