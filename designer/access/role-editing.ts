/** One role being looked at or edited: what its parts on the screen share. */
import { createContext, createMemo, useContext } from "solid-js";
import { everyName } from "../../metadata/access/role.ts";
import type { JsonSchema } from "../../metadata/json-object.ts";
import { locale } from "../../runtime/language/locale.ts";
import { changeRight } from "../commands/right-commands.ts";
import type { DesignDocument } from "../document/design-documents.ts";
import { designRoles, designSharing } from "../document/design-roles.ts";
import type { PartPath } from "../document/document-part.ts";
import type { PermissionWords } from "../document/permission-sentence.ts";
import { permissionWords } from "../document/permission-words.ts";
import { problemAtPart } from "../document/problem-location.ts";
import { objectTitle } from "../document/rights-objects.ts";
import type { RightsSection } from "../document/rights-sections.ts";
import { ownEntry } from "../document/role-entries.ts";
import { type RoleView, roleView } from "../document/role-view.ts";
import { accessText } from "../language/access/messages.ts";
import { useDesigner } from "../shell/designer-context.ts";
import { roleTitle } from "./role-title.ts";

export interface RoleEditing {
  readonly document: () => DesignDocument;
  readonly section: () => RightsSection;
  /** An earlier version: nothing can be changed. */
  readonly isFixed: boolean;
  readonly view: () => RoleView;
  readonly words: (object: string) => PermissionWords;
  readonly titleOf: (object: string) => string;
  readonly titleOfRole: (role: string) => string;
  /** What the role itself says of an object by its name. */
  readonly entryOf: (object: string) => JsonSchema | undefined;
  /** What it says of the object, by its name or as one of all. */
  readonly valueOf: (object: string, keyword: string) => unknown;
  readonly change: (object: string, keyword: string, value: unknown, gesture?: string) => void;
  readonly problemAt: (object: string, ...rest: PartPath) => string | undefined;
}

export const RoleEditingContext = createContext<RoleEditing>();

export function useRoleEditing(): RoleEditing {
  const editing = useContext(RoleEditingContext);
  if (editing === undefined) throw new Error("No role above this component.");
  return editing;
}

export function createRoleEditing(document: () => DesignDocument): RoleEditing {
  const { session, rights } = useDesigner();
  const roles = createMemo(() => designRoles(session.documents()));
  const sharing = createMemo(() => designSharing(session.documents()));
  const view = createMemo(() => roleView(document().name, roles(), sharing()));
  const entryOf = (object: string) => ownEntry(document().content, rights(), object);
  return {
    document,
    section: rights,
    isFixed: session.asOf !== null,
    view,
    words: (object) => permissionWords(object, session.models(), locale()),
    titleOf: (object) =>
      object === everyName ? accessText("every_object") : objectTitle(session.models(), object),
    titleOfRole: (role) => roleTitle(session.documents(), role),
    entryOf,
    valueOf: (object, keyword) => (entryOf(object) ?? entryOf(everyName))?.[keyword],
    change: (object, keyword, value, gesture) =>
      session.run(
        changeRight,
        { document: document().key, section: rights(), object, keyword, value },
        gesture && `${document().key}:${rights()}:${object}:${gesture}`,
      ),
    problemAt: (object, ...rest) =>
      problemAtPart(session.problems(), document().key, [rights(), object, ...rest]),
  };
}
