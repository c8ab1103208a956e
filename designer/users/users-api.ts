/** The calls of the page of users, and what is on it. */
import { createSignal } from "solid-js";
import type { SentLink, UserEntry, UserPage } from "../../metadata/account-wire.ts";
import type { ProblemJson } from "../../metadata/wire.ts";
import type { Client } from "../../runtime/client/client.ts";

export interface UserStore {
  readonly client: Client;
  /** Undefined until the first page has come. */
  readonly users: () => readonly UserEntry[] | undefined;
  /** The roles that may be given. */
  readonly roles: () => readonly string[];
  /** Those whose people the caller looks after; null: everybody. */
  readonly departments: () => UserPage["departments"];
  readonly failure: () => ProblemJson | undefined;
  readonly hasMore: () => boolean;
  readonly search: (words: string) => void;
  readonly reload: () => Promise<void>;
  readonly more: () => Promise<void>;
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
  const [page, setPage] = createSignal<UserPage>();
  const [failure, setFailure] = createSignal<ProblemJson>();
  let words = "";
  let asked = 0;
  const load = async (after: string | null): Promise<void> => {
    const turn = ++asked;
    const answer = await client.request<UserPage>("GET", "/users", {
      query: { search: words, ...(after === null ? {} : { after }) },
    });
    // What was typed meanwhile is asked for already.
    if (turn !== asked) return;
    setFailure(answer.ok ? undefined : answer.problem);
    if (!answer.ok) return;
    const before = after === null ? [] : (page()?.data ?? []);
    setPage({ ...answer.body, data: [...before, ...answer.body.data] });
  };
  const changed = async (answer: Promise<{ ok: boolean; problem?: ProblemJson }>) => {
    const { problem } = await answer;
    await load(null);
    return problem ?? null;
  };
  const made = async <Body>(path: string, body?: object): Promise<Body | ProblemJson> => {
    const answer = await client.request<Body>("POST", path, body === undefined ? {} : { body });
    if (!answer.ok) return answer.problem;
    await load(null);
    return answer.body;
  };
  return {
    client,
    users: () => page()?.data,
    roles: () => page()?.roles ?? [],
    departments: () => page()?.departments ?? null,
    failure,
    hasMore: () => page()?.next != null,
    search: (next) => {
      words = next;
      void load(null);
    },
    reload: () => load(null),
    more: () => load(page()?.next ?? null),
    change: (id, wanted) => changed(client.request("PATCH", `/users/${id}`, { body: wanted })),
    endSessions: (id) => changed(client.request("POST", `/users/${id}/end-sessions`)),
    resetFactor: (id) => changed(client.request("POST", `/users/${id}/reset-second-factor`)),
    makeLink: (id) => made<SentLink>(`/users/${id}/reset-link`),
    invite: (wanted) => made<SentLink>("/users/invite", wanted),
    makeService: (wanted) => made<UserEntry>("/users", wanted),
  };
}
