/** A sharing rule as a sentence. */
import type { ShareAccess } from "../../metadata/access/role.ts";
import type { Locale } from "../../metadata/text.ts";
import { listed } from "./sentence-parts.ts";

export interface SharingWords {
  readonly locale: Locale;
  /** Title of the object; empty while none is chosen. */
  readonly object: string;
  /** The condition in words; empty while there is none. */
  readonly condition: string;
  /** Titles of the roles; none for everybody who may use the object. */
  readonly roles: readonly string[];
  readonly access: ShareAccess;
}

/** Null while the rule is not whole. */
export function sharingSentence({
  locale,
  object,
  condition,
  roles,
  access,
}: SharingWords): string | null {
  if (object === "" || condition === "") return null;
  const quoted = listed(
    roles.map((role) => `“${role}”`),
    locale,
    "or",
  );
  if (locale === "en") {
    const who =
      roles.length === 0
        ? `Everybody who may use “${object}”`
        : `Who has the role ${quoted} and may use “${object}”`;
    const does = access === "update" ? "also reads and changes" : "also reads";
    return `${who} ${does} the records where ${condition}.`;
  }
  const who =
    roles.length === 0 ? `所有可使用“${object}”的人` : `拥有角色${quoted}且可使用“${object}”的人`;
  const does = access === "update" ? "查看和修改" : "查看";
  return `${who}，还可${does}满足${condition}的记录。`;
}
