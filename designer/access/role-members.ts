/** How many people have a role, as far as the reader may know. */
import type { UserPage } from "../../metadata/account-wire.ts";
import type { Client } from "../../runtime/client/client.ts";

export interface MemberCount {
  readonly count: number;
  /** Whether there may be more than were looked at. */
  readonly isAll: boolean;
}

/** Pages of people looked at: more would keep the reader waiting. */
const pagesMaximum = 10;

/** Null when the reader may not see who is there. The role goes by its published name. */
export async function countMembers(client: Client, role: string): Promise<MemberCount | null> {
  let count = 0;
  let after: string | null = null;
  for (let page = 0; page < pagesMaximum; page++) {
    const query: Record<string, string> = after === null ? {} : { after };
    const answer = await client.request<UserPage>("GET", "/users", { query });
    if (!answer.ok) return null;
    count += answer.body.data.filter(({ roles }) => roles.includes(role)).length;
    after = answer.body.next;
    if (after === null) return { count, isAll: true };
  }
  return { count, isAll: false };
}
