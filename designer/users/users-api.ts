/** The calls of the page of users, and what is on it. */
import type { SentLink, UserEntry, UserPage } from "../../metadata/account-wire.ts";
import type { ProblemJson } from "../../metadata/wire.ts";
import type { Client } from "../../runtime/client/client.ts";
import { createPagedList, type PagedList } from "../pages/paged-list.ts";

/** Words of a name or an address; empty: everybody. */
interface UserFilters {
  readonly search: string;
}

export interface UserStore extends PagedList<UserEntry, UserFilters> {
  readonly client: Client;
  /** The roles that may be given. */
  readonly roles: () => readonly string[];
  /** Those whose people the caller looks after; null: everybody. */
  readonly departments: () => UserPage["departments"];
  readonly change: (
    id: string,
    wanted: {
      readonly roles?: readonly string[];
      readonly disabled?: boolean;
      readonly department?: string;
    },
  ) => Promise<ProblemJson | null>;
  readonly endSessions: (id: string) => Promise<ProblemJson | null>;
  readonly resetFactor: (id: string) => Promise<ProblemJson | null>;
  readonly makeLink: (id: string) => Promise<SentLink | ProblemJson>;
  readonly invite: (wanted: object) => Promise<SentLink | ProblemJson>;
  readonly makeService: (wanted: object) => Promise<UserEntry | ProblemJson>;
}

export const isProblem = (answer: object): answer is ProblemJson => "request_id" in answer;

export function createUserStore(client: Client): UserStore {
  const list = createPagedList<UserEntry, UserFilters, UserPage>(
    client,
    "/users",
    { search: "" },
    ({ search }) => ({ search }),
  );
  const changed = async (answer: Promise<{ ok: boolean; problem?: ProblemJson }>) => {
    const { problem } = await answer;
    await list.reload();
    return problem ?? null;
  };
  const made = async <Body>(path: string, body?: object): Promise<Body | ProblemJson> => {
    const answer = await client.request<Body>("POST", path, body === undefined ? {} : { body });
    if (!answer.ok) return answer.problem;
    await list.reload();
    return answer.body;
  };
  return {
    ...list,
    client,
    roles: () => list.page()?.roles ?? [],
    departments: () => list.page()?.departments ?? null,
    change: (id, wanted) => changed(client.request("PATCH", `/users/${id}`, { body: wanted })),
    endSessions: (id) => changed(client.request("POST", `/users/${id}/end-sessions`)),
    resetFactor: (id) => changed(client.request("POST", `/users/${id}/reset-second-factor`)),
    makeLink: (id) => made<SentLink>(`/users/${id}/reset-link`),
    invite: (wanted) => made<SentLink>("/users/invite", wanted),
    makeService: (wanted) => made<UserEntry>("/users", wanted),
  };
}
