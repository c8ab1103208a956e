/** Going to a provider and back, as the screens of one browser do it. */
import type { Brought, Flow } from "./forging-provider.ts";
import type { Answer, TestServer } from "./server.ts";
import { cookieOf } from "./sessions.ts";
import { asNobody, type Person } from "./signed-in.ts";

export interface BegunHere extends Flow {
  /** By which the browser is known again. */
  readonly cookie: string;
}

const begun = (answer: Answer): BegunHere => {
  const { address } = answer.body as { address?: string };
  if (address === undefined) throw new Error(JSON.stringify(answer.body));
  const url = new URL(address);
  return { address: url, state: url.searchParams.get("state") ?? "", cookie: cookieOf(answer) };
};

export const beginPath = "/auth/sign-in/provider";
export const finishPath = "/auth/sign-in/provider/finish";

export const beginSignIn = async (
  server: TestServer,
  returnTo?: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<BegunHere> => {
  const body = returnTo === undefined ? {} : { return_to: returnTo };
  return begun(await asNobody(server, "POST", beginPath, body, headers));
};

export const finishSignIn = (
  server: TestServer,
  { cookie }: { readonly cookie: string },
  brought: { readonly [name in keyof Brought | "error"]?: string | undefined },
): Promise<Answer> => asNobody(server, "POST", finishPath, brought, { cookie });

/** Of somebody signed in: his session's cookie goes along. */
export const beginLink = async (person: Person, password?: string): Promise<BegunHere> => {
  const body = password === undefined ? {} : { password };
  const { cookie } = person;
  const answer = await person.call("POST", "/account/identities/begin", body);
  const flow = begun(answer);
  // What a browser would keep beside, the answer gave in its place.
  person.cookie = cookie;
  return flow;
};

export async function finishLink(
  server: TestServer,
  person: Person,
  { cookie }: { readonly cookie: string },
  brought: Partial<Brought>,
): Promise<Answer> {
  const cookies = `${person.cookie}; ${cookie}`;
  return asNobody(server, "POST", "/account/identities", brought, { cookie: cookies });
}
