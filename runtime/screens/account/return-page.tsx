import { createEffect, createSignal, lazy, onMount, Show, Suspense } from "solid-js";
import type { GoesOn, SecondStep as Step } from "../../../metadata/wire.ts";
import { providerSentence } from "../../blocks/provider-sentence.ts";
import { accountText } from "../../language/account/messages.ts";
import { accountAddress } from "../../state/addresses.ts";
import { useApplication } from "../../state/application.ts";
import { Notice, Skeleton } from "../../ui/message.tsx";
import { PublicCard } from "./public-card.tsx";

const SecondStep = lazy(() => import("../second-step.tsx"));

/** `/{workspace}/sign-in-return?…`: back from the provider, to sign in or to link it. */
export function ReturnPage() {
  const { client, session, workspace } = useApplication();
  const brought = broughtBack();
  const linking = brought.state?.startsWith("link.") === true;
  const [step, setStep] = createSignal<Step & GoesOn>();
  const [refusal, setRefusal] = createSignal<string>();
  const home = `/${workspace}/`;
  onMount(async () => {
    if (brought.state === undefined) return;
    const path = linking ? "/account/identities" : "/auth/sign-in/provider/finish";
    const answer = await client.request<GoesOn | (Step & GoesOn)>("POST", path, { body: brought });
    if (!answer.ok) setRefusal(providerSentence(answer.problem));
    else if ("challenge" in answer.body) setStep(answer.body);
    else location.replace(answer.body.return_to);
  });
  createEffect(() => {
    if (session.state().kind === "signed_in") location.replace(step()?.return_to ?? home);
  });
  const sentence = () => (brought.state === undefined ? accountText("return_nothing") : refusal());
  const title = () => {
    if (sentence() === undefined)
      return accountText(linking ? "return_link_title" : "return_title");
    return accountText(linking ? "return_link_failed" : "return_failed");
  };
  const hint = () =>
    sentence() === undefined && step() === undefined ? accountText("return_wait") : undefined;
  return (
    <PublicCard
      title={title()}
      hint={hint()}
      back={linking ? { to: accountAddress(), label: accountText("back_to_account") } : undefined}
    >
      <Show
        when={step()}
        fallback={
          <Show when={sentence()} fallback={<Skeleton width="60%" />}>
            {(reason) => (
              <Notice kind="danger" alert>
                {reason()}
              </Notice>
            )}
          </Show>
        }
      >
        {(open) => (
          <Suspense>
            <SecondStep step={open()} onStartAgain={() => location.replace(home)} />
          </Suspense>
        )}
      </Show>
    </PublicCard>
  );
}

type Brought = Readonly<Partial<Record<"state" | "code" | "iss" | "error", string>>>;

/** What the provider put into the address, which then leaves address and history. */
function broughtBack(): Brought {
  const query = new URLSearchParams(location.search);
  history.replaceState(null, "", location.pathname);
  const names = ["state", "code", "iss", "error"] as const;
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = query.get(name);
      return value === null || value === "" ? [] : [[name, value]];
    }),
  );
}
