/**
 * What a caller may do, as values that plans are compiled from. Two roles are built in: an
 * administrator designs and publishes, a member works with all records. Fields and rows are asked
 * for here and nowhere else, so that narrower roles change this file alone.
 */
import type { FieldModel, ObjectModel } from "../../metadata/model/object-model.ts";

export const builtInRoles = ["admin", "member"] as const;
export type BuiltInRole = (typeof builtInRoles)[number];

export type RecordVerb = "read" | "create" | "change" | "delete";

export interface Rights {
  /** Equal keys have equal rights; part of the key of every cached plan. */
  readonly key: string;
  readonly mayDesign: boolean;
  mayUse(object: ObjectModel, verb: RecordVerb): boolean;
  mayRead(object: ObjectModel, field: FieldModel): boolean;
  /** Whether the clear text of a secret may be asked for. */
  mayReveal(object: ObjectModel, field: FieldModel): boolean;
  /** Reads secrets as their columns hold them, sealed; everybody else reads a mark. */
  readonly readsSealed?: true;
}

const everyRecord = {
  /** How a workspace is organised is for its administrators to change. */
  mayUse: (object: ObjectModel, verb: RecordVerb) => verb === "read" || !object.builtIn,
  /** What is write-only never leaves, whoever asks. */
  mayRead: (_object: ObjectModel, field: FieldModel) => field.schema.writeOnly !== true,
  mayReveal: () => false,
};

const rightsOfRole: Readonly<Record<BuiltInRole, Rights>> = {
  admin: {
    key: "admin",
    mayDesign: true,
    ...everyRecord,
    mayUse: (object, verb) => !object.comesWithAccounts || verb === "read" || verb === "change",
    mayReveal: everyRecord.mayRead,
  },
  member: { key: "member", mayDesign: false, ...everyRecord },
};

export const isBuiltInRole = (role: string): role is BuiltInRole =>
  builtInRoles.some((known) => known === role);

/** What history keeps and is made from, whoever writes: all that may ever be read. */
export const historyRights: Rights = { key: "history", mayDesign: false, ...everyRecord };

/**
 * What the engine itself reads with, to judge what a caller wrote and to keep a deleted record
 * whole. Never answered with.
 */
export const engineRights: Rights = {
  key: "engine",
  mayDesign: false,
  mayUse: () => true,
  mayRead: () => true,
  mayReveal: () => false,
  readsSealed: true,
};

/** Whether rights show all that history keeps of an object and its child rows. */
export const mayReadAll = (rights: Rights, model: ObjectModel): boolean =>
  model.fields.every(
    (field) =>
      (rights.mayRead(model, field) || !historyRights.mayRead(model, field)) &&
      (field.children === null || mayReadAll(rights, field.children)),
  );

/** The rights of a role; an unknown role has none. */
export function rightsOf(role: string): Rights {
  return isBuiltInRole(role)
    ? rightsOfRole[role]
    : {
        key: `none:${role}`,
        mayDesign: false,
        mayUse: () => false,
        mayRead: () => false,
        mayReveal: () => false,
      };
}
