/** A second factor that is lost is taken away by who looks after the member; he sets up a new one. */
import { problem, type Result } from "../../metadata/problem.ts";
import { recordAct } from "../audit/record-act.ts";
import type { Database } from "../db/database.ts";
import { administering } from "./administration.ts";
import { type Administrator, requireGovernable } from "./authority.ts";
import { isMemberElsewhere } from "./invitations.ts";
import { removeLinks } from "./links.ts";
import { aboutMember } from "./members.ts";
import { removeFactors } from "./reset-second-factor.ts";
import { endSessions } from "./sessions.ts";
import { Unpermitted } from "./unpermitted.ts";

/**
 * Codes, passkeys and recovery codes of a member, with his sessions and the links that would let
 * somebody in. Of an account that belongs to this workspace alone: factors guard all of them.
 */
export const resetMemberFactors = (
  database: Database,
  by: Administrator,
  id: string,
): Promise<Result<null>> => {
  const { workspaceId } = by.actor;
  return administering(database, workspaceId, async (transaction) => {
    const { member } = await requireGovernable(transaction, by, id);
    if (member.kind === "service") throw new Unpermitted(problem("service_has_no_password"));
    // Who has no password may have nothing but a passkey to come in with.
    if (!member.hasPassword) throw new Unpermitted(problem("signs_in_elsewhere"));
    if (await isMemberElsewhere(transaction, workspaceId, id))
      throw new Unpermitted(problem("factor_guards_others"));
    await removeFactors(transaction, id);
    await removeLinks(transaction, "password_reset", workspaceId, id);
    await endSessions(transaction, workspaceId, id);
    await recordAct(transaction, by.actor, "second_factor_reset", aboutMember(member));
    return null;
  });
};
