/** Who decides without having signed in: as the person is now, with the rights he has now. */
import { activeMembers, activePeople } from "../access/acting-members.ts";
import { type FactorRule, needsFactor } from "../access/needed-factor.ts";
import { rightsOfRoles } from "../access/roles.ts";
import { clockAt } from "../clock.ts";
import type { Reader } from "../query/read-records.ts";
import { rightsOfPerson } from "../query/standing.ts";

/** What is decided about people by the settings. */
export interface DecidingRules {
  readonly timeZone: string;
  readonly requireSecondFactor: FactorRule;
}

export interface Decider {
  readonly email: string;
  readonly language: string;
  /** Ids of his roles. */
  readonly roles: readonly string[];
  readonly reader: Reader;
  /** Whoever needs a second factor does nothing by what lies in his mailbox alone. */
  readonly mustSignIn: boolean;
}

/** Null: nobody who may come in. */
export async function deciderOf(
  { executor, catalog }: Pick<Reader, "executor" | "catalog">,
  { timeZone, requireSecondFactor }: DecidingRules,
  account: string,
  now: Date,
): Promise<Decider | null> {
  const { workspaceId } = catalog;
  const [person] = await activePeople(executor, workspaceId, { accounts: [account] });
  const [member] = await activeMembers(executor, workspaceId, { accounts: [account], roles: [] });
  if (person === undefined || member === undefined) return null;
  const { email, language } = member;
  const { roles } = person;
  const standing = rightsOfRoles(catalog, roles);
  const rights = await rightsOfPerson(executor, catalog, standing, account, true);
  const reader = { executor, catalog, rights, clock: clockAt(now, timeZone, account) };
  return { email, language, roles, reader, mustSignIn: needsFactor(requireSecondFactor, rights) };
}
