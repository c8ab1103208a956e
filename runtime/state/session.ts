/** Who is signed in. A session that ends keeps the screen, so that nothing typed is lost. */
import { createSignal } from "solid-js";
import type { ProblemJson, SecondStep, SignedIn } from "../../metadata/wire.ts";
import type { Client } from "../client/client.ts";
import { setClockUser, setClockZone } from "./clock.ts";

export type SessionState =
  | { readonly kind: "unknown" }
  | { readonly kind: "signed_out" }
  /** Was signed in until just now: ask again over the screen that is open. */
  | { readonly kind: "expired"; readonly who: SignedIn }
  | { readonly kind: "signed_in"; readonly who: SignedIn }
  | { readonly kind: "failed"; readonly problem: ProblemJson };

export interface Session {
  readonly state: () => SessionState;
  /** The signed-in person, also while asking for the password again. */
  readonly who: () => SignedIn | undefined;
  readonly check: () => Promise<void>;
  /** A second step is still to be done when one is answered. */
  readonly signIn: (email: string, password: string) => Promise<ProblemJson | SecondStep | null>;
  /** Signs in by a call that answers who one is. */
  readonly enter: (path: string, body: unknown) => Promise<ProblemJson | null>;
  /** Goes on when somebody has signed in in another tab. */
  readonly resume: () => Promise<void>;
  readonly signOut: () => Promise<void>;
  /**
   * A request was not let in: whether the session has ended. It has not when it got another id
   * while the request was underway; so that is asked before anybody is told.
   */
  readonly doubt: () => Promise<boolean>;
}

export function createSession(client: () => Client): Session {
  const [state, setSignal] = createSignal<SessionState>({ kind: "unknown" });
  const setState = (next: SessionState) => {
    if ("who" in next) {
      setClockUser(next.who.user.id);
      setClockZone(next.who.time_zone);
    }
    setSignal(next);
  };
  const who = () => {
    const current = state();
    return current.kind === "signed_in" || current.kind === "expired" ? current.who : undefined;
  };
  const arrive = (next: SignedIn) => {
    const before = who();
    // Another person must not find what the last one had open.
    if (before !== undefined && before.user.id !== next.user.id) location.reload();
    setState({ kind: "signed_in", who: next });
  };
  const hasEnded = async (): Promise<boolean> => {
    const answer = await client().request<SignedIn>("GET", "/auth/me");
    const current = state();
    if (answer.ok) {
      if (who()?.user.id !== answer.body.user.id) arrive(answer.body);
    } else if (answer.problem.status === 401 && current.kind === "signed_in")
      setState({ kind: "expired", who: current.who });
    return state().kind !== "signed_in";
  };
  let asking: Promise<boolean> | undefined;
  return {
    state,
    who,
    check: async () => {
      const answer = await client().request<SignedIn>("GET", "/auth/me");
      if (answer.ok) setState({ kind: "signed_in", who: answer.body });
      else if (answer.problem.status === 401) setState({ kind: "signed_out" });
      else setState({ kind: "failed", problem: answer.problem });
    },
    signIn: async (email, password) => {
      const answer = await client().request<SignedIn | SecondStep>("POST", "/auth/sign-in", {
        body: { email, password },
      });
      if (!answer.ok) return answer.problem;
      if ("challenge" in answer.body) return answer.body;
      arrive(answer.body);
      return null;
    },
    enter: async (path, body) => {
      const answer = await client().request<SignedIn>("POST", path, { body });
      if (!answer.ok) return answer.problem;
      arrive(answer.body);
      return null;
    },
    resume: async () => {
      const answer = await client().request<SignedIn>("GET", "/auth/me");
      if (answer.ok) arrive(answer.body);
    },
    signOut: async () => {
      await client().request("POST", "/auth/sign-out", { body: {} });
      location.assign(`/${client().workspace}/`);
    },
    doubt: async () => {
      if (state().kind !== "signed_in") return true;
      asking ??= hasEnded().finally(() => {
        asking = undefined;
      });
      return asking;
    },
  };
}
