/**
 * What a caller may do, as a value that plans are compiled from. Objects, fields and records are
 * asked for here and nowhere else.
 */
import type { Reach } from "../../metadata/access/permissions.ts";
import type {
  AdministrationRight,
  ObjectAction,
  PersonScope,
  RecordVerb,
} from "../../metadata/access/role.ts";
import type { SqlValue } from "../../metadata/expressions/index.ts";
import type { FieldModel, ObjectModel } from "../../metadata/model/object-model.ts";

export type { RecordVerb };

export interface Rights {
  /** Equal keys have equal rights, but for whose records they are; part of every cached plan's key. */
  readonly key: string;
  readonly mayDesign: boolean;
  administers(right: AdministrationRight): boolean;
  /** Looks after accounts: of everybody, or of the people of some departments. */
  readonly keepsUsers: boolean;
  /** Whether there are records at all with which this may be done. */
  mayUse(object: ObjectModel, verb: RecordVerb): boolean;
  may(object: ObjectModel, action: ObjectAction): boolean;
  mayStep(object: ObjectModel, transition: string): boolean;
  mayRead(object: ObjectModel, field: FieldModel): boolean;
  mayWrite(object: ObjectModel, field: FieldModel): boolean;
  /** Whether the clear text of a secret may be asked for. */
  mayReveal(object: ObjectModel, field: FieldModel): boolean;
  /** Which records; null for all of them. */
  reach(object: ObjectModel, verb: RecordVerb): Reach | null;
  /** No object has records that are beyond reach while others are not. */
  readonly reachesAll: boolean;
  /** The scopes by people that `reach` speaks of. */
  readonly people: readonly PersonScope[];
  /** Whose records those are, as values of slots: see `query/standing.ts`. */
  readonly slots: Readonly<Record<string, SqlValue>>;
  /** Reads secrets as their columns hold them, sealed; everybody else reads a mark. */
  readonly readsSealed?: true;
}

const everyRecord = {
  mayDesign: false,
  administers: () => false,
  keepsUsers: false,
  mayUse: () => true,
  may: () => true,
  mayStep: () => true,
  mayWrite: () => true,
  mayReveal: () => false,
  reach: () => null,
  reachesAll: true,
  people: [],
  slots: {},
};

/** What is write-only never leaves, whoever asks. */
export const everLeaves = (field: FieldModel): boolean => field.schema.writeOnly !== true;

/** What is write-only is never read, but it is there for who may write it. */
export const writesBlindly = (rights: Rights, model: ObjectModel, field: FieldModel): boolean =>
  !everLeaves(field) && rights.mayWrite(model, field);

/** What history keeps and is made from, whoever writes: all that may ever be read. */
export const historyRights: Rights = {
  ...everyRecord,
  key: "history",
  mayRead: (_object, field) => everLeaves(field),
};

/**
 * What the engine itself reads with, to judge what a caller wrote and to keep a deleted record
 * whole. Never answered with.
 */
export const engineRights: Rights = {
  ...everyRecord,
  key: "engine",
  mayRead: () => true,
  readsSealed: true,
};

/** What the engine writes with on behalf of an administrator: seeds, the command line, publishes. */
export const administratorRights: Rights = {
  ...historyRights,
  key: "administrator",
  mayDesign: true,
  administers: () => true,
  keepsUsers: true,
};

/** Whether rights show all that history keeps of an object and its child rows. */
export const mayReadAll = (rights: Rights, model: ObjectModel): boolean =>
  model.fields.every(
    (field) =>
      (rights.mayRead(model, field) || !historyRights.mayRead(model, field)) &&
      (field.children === null || mayReadAll(rights, field.children)),
  );

/** Whether every record and every field of an object is within reach. */
export const readsEverything = (rights: Rights, model: ObjectModel): boolean =>
  rights.mayUse(model, "read") && rights.reach(model, "read") === null && mayReadAll(rights, model);
