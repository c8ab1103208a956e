import { createSignal, onCleanup, onMount } from "solid-js";
import type { ProviderStep } from "../../metadata/wire.ts";
import { providerSentence } from "../blocks/provider-sentence.ts";
import { securityMessages, securityText } from "../language/security/messages.ts";
import { useApplication } from "../state/application.ts";
import { Button } from "../ui/button.tsx";
import { Refusal } from "../ui/message.tsx";

await securityMessages.ready();

/** Goes to the provider, which sends the browser back to finish signing in. */
export default function ProviderSignIn(props: { readonly label: string }) {
  const { client, session } = useApplication();
  const [busy, setBusy] = createSignal(false);
  const [refusal, setRefusal] = createSignal<string>();
  // Over an open screen it happens in a tab of its own, so that nothing typed is lost.
  const over = session.who() !== undefined;
  const resume = () => void session.resume();
  // Whoever turns back at the provider may find this page as he left it.
  const ready = () => setBusy(false);
  onMount(() => {
    if (over) addEventListener("focus", resume);
    addEventListener("pageshow", ready);
  });
  onCleanup(() => {
    removeEventListener("focus", resume);
    removeEventListener("pageshow", ready);
  });
  const leave = async () => {
    setBusy(true);
    setRefusal(undefined);
    // Opened at once: later, it would not be the person's doing any more.
    const tab = over ? window.open("", "_blank") : null;
    const { pathname, search, hash } = location;
    const answer = await client.request<ProviderStep>("POST", "/auth/sign-in/provider", {
      body: { return_to: `${pathname}${search}${hash}` },
    });
    if (answer.ok) {
      (tab ?? window).location.assign(answer.body.address);
      if (tab !== null) setBusy(false);
      return;
    }
    tab?.close();
    setBusy(false);
    setRefusal(providerSentence(answer.problem));
  };
  return (
    <div class="sign-in-form sign-in-other">
      <Button icon="external" busy={busy()} onClick={() => void leave()}>
        {securityText("provider_sign_in", { provider: props.label })}
      </Button>
      <Refusal sentence={refusal()} />
    </div>
  );
}
