/** Who acts, as scripts see him: asked at most once a second. */
import { actingMember } from "../access/acting-members.ts";
import { roleNames } from "../access/roles.ts";
import type { Writer } from "../records/writer.ts";

export interface ScriptPerson {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  /** Names of his roles. */
  readonly roles: readonly string[];
}

const cacheMilliseconds = 1000;
const cacheEntriesMaximum = 1000;

export function createScriptPeople(): (writer: Writer) => Promise<ScriptPerson | null> {
  const kept = new Map<string, { readonly until: number; readonly person: ScriptPerson | null }>();
  return async (writer) => {
    const { actor, catalog } = writer;
    if (actor === null) return null;
    const key = `${catalog.workspaceId} ${catalog.version} ${actor}`;
    const now = performance.now();
    const known = kept.get(key);
    if (known !== undefined && known.until > now) return known.person;
    const person = await findPerson(writer, actor);
    if (kept.size >= cacheEntriesMaximum) kept.clear();
    kept.set(key, { until: now + cacheMilliseconds, person });
    return person;
  };
}

async function findPerson(
  { executor, catalog }: Writer,
  actor: string,
): Promise<ScriptPerson | null> {
  const member = await actingMember(executor, catalog.workspaceId, actor);
  return member === null ? null : { ...member, roles: roleNames(catalog, member.roles) };
}
