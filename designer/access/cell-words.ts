/** What stands in a cell of the matrix. */
import type { RecordScope, RecordVerb } from "../../metadata/access/role.ts";
import { locale } from "../../runtime/language/locale.ts";
import type {
  GrantedScope,
  RestrictingScopes,
  RightOrigin,
  Source,
} from "../document/role-view.ts";
import { titleWithin } from "../document/sentence-parts.ts";
import { accessText } from "../language/access/messages.ts";
import type { RoleEditing } from "./role-editing.ts";

export interface CellMark {
  readonly text: string;
  readonly origin: RightOrigin;
  /** In words, with where it is from. */
  readonly whole: string;
}

const scopeText = (scope: RecordScope): string =>
  scope.kind === "shared" ? "" : accessText(`scope_${scope.kind}`);

/** Where a right comes from, when that is not here. */
export function sourceText({ origin, role }: Source, editing: RoleEditing): string {
  if (origin === "here") return "";
  return origin === "every"
    ? accessText("from_every")
    : accessText("from_role", { role: editing.titleOfRole(role) });
}

const joined = (...texts: readonly string[]): string =>
  texts.filter((text) => text !== "").join(locale() === "en" ? ", " : "，");

export function grantedMarks(
  granted: readonly GrantedScope[],
  object: string,
  editing: RoleEditing,
): readonly CellMark[] {
  return granted.map((entry) => {
    const { scope } = entry;
    const text = scopeText(scope);
    const said =
      scope.kind === "when"
        ? `${text}: ${editing.words(object).condition(scope.expression)}`
        : text;
    return { text, origin: entry.origin, whole: joined(said, sourceText(entry, editing)) };
  });
}

export function restrictedMarks(
  restricted: readonly RestrictingScopes[],
  editing: RoleEditing,
): readonly CellMark[] {
  return restricted.map((entry) => {
    const scopes = entry.scopes
      ?.map((scope) => titleWithin(scopeText(scope), locale()))
      .join(locale() === "en" ? ", " : "、");
    const text = scopes === undefined ? accessText("never") : accessText("only", { scopes });
    return { text, origin: entry.origin, whole: joined(text, sourceText(entry, editing)) };
  });
}

/** The marks of one cell in the part of the role that is shown. */
export function verbMarks(
  object: string,
  verb: RecordVerb,
  editing: RoleEditing,
): readonly CellMark[] {
  const { granted, restricted } = editing.view().object(object).verb(verb);
  return editing.section() === "objects"
    ? grantedMarks(granted, object, editing)
    : restrictedMarks(restricted, editing);
}

/** What takes something away from a cell of the rights; empty for nothing. */
export function restrictionText(object: string, verb: RecordVerb, editing: RoleEditing): string {
  const { granted, restricted } = editing.view().object(object).verb(verb);
  if (editing.section() === "restrictions" || granted.length === 0) return "";
  return restricted
    .map((entry) => accessText("restricted_by", { role: editing.titleOfRole(entry.role) }))
    .join(" ");
}
