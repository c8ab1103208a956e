/** The two roles that every workspace has. */
import {
  administrationRights,
  everyName,
  type ObjectGrant,
  objectActions,
  type RecordScope,
  type Role,
} from "./role.ts";

export const builtInRoleNames = ["admin", "member"] as const;
export type BuiltInRole = (typeof builtInRoleNames)[number];

export const isBuiltInRole = (name: string): name is BuiltInRole =>
  builtInRoleNames.some((known) => known === name);

const everything = (from: string, reveal: ObjectGrant["reveal"]): ObjectGrant => {
  const all: readonly RecordScope[] = [{ kind: "all", from, reports: false }];
  return {
    scopes: { create: all, read: all, update: all, delete: all },
    actions: new Set(objectActions),
    transitions: "all",
    reveal,
    fields: new Map([[everyName, "write"]]),
  };
};

/** An administrator does everything; a member works with all records. */
export const builtInRoles: ReadonlyMap<string, Role> = new Map([
  [
    "admin",
    {
      name: "admin",
      includes: [],
      administration: new Set(administrationRights),
      administers: null,
      grants: new Map([[everyName, everything("admin", "all")]]),
      restrictions: new Map(),
    },
  ],
  [
    "member",
    {
      name: "member",
      includes: [],
      administration: new Set(),
      administers: null,
      grants: new Map([[everyName, everything("member", new Set())]]),
      restrictions: new Map(),
    },
  ],
]);
