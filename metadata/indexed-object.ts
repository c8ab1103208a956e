/** What is known of every object before its document is loaded. */
import type { ObjectAction, RecordVerb } from "./access/role.ts";
import type { ActionPlace } from "./automation-wire.ts";

export interface IndexedObject {
  readonly name: string;
  readonly title: string;
  /** The field that is the title of its records, or `id`. */
  readonly record_title: string;
  /** What the caller may do with records of it, with some at least. */
  readonly may: readonly (RecordVerb | ObjectAction)[];
  /** Where scripts and workflows offer the caller something; screens ask there for what it is. */
  readonly actions: readonly ActionPlace[];
  /**
   * The steps of its lifecycle at which workflows ask people, who are named before; null where none
   * asks about its records at all.
   */
  readonly approvals: readonly string[] | null;
}
