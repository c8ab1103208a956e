/** A sharing rule: records of an object that some people see, or change, beyond their own scope. */
import { type JsonSchema, textOrEmpty, textsOf } from "../json-object.ts";
import type { ShareAccess } from "./role.ts";

export interface SharingRule {
  readonly name: string;
  readonly object: string;
  /** An expression over the record and `user`. */
  readonly when: string;
  /** Roles it is for; empty for everybody who may use the object. */
  readonly roles: readonly string[];
  readonly access: ShareAccess;
}

/** A sharing document that has passed `checkDocuments`. */
export const resolveSharingRule = (content: JsonSchema): SharingRule => ({
  name: textOrEmpty(content.name),
  object: textOrEmpty(content.object),
  when: textOrEmpty(content.when),
  roles: textsOf(content.roles),
  access: content.access === "update" ? "update" : "read",
});
