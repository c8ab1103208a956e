import { createSignal, Show } from "solid-js";
import { problemSentence } from "../../blocks/problem-view.tsx";
import { accountText } from "../../language/account/messages.ts";
import { useApplication } from "../../state/application.ts";
import { Button } from "../../ui/button.tsx";
import { Notice, Refusal } from "../../ui/message.tsx";
import { linkToken } from "./link-token.ts";
import { PublicCard } from "./public-card.tsx";

/** `/{workspace}/unsubscribe#…`: no more mails about what one follows, by the link of such a mail. */
export function UnsubscribePage() {
  const { client } = useApplication();
  const [busy, setBusy] = createSignal(false);
  const [done, setDone] = createSignal(false);
  const [refusal, setRefusal] = createSignal<string>();
  const end = async () => {
    setBusy(true);
    const answer = await client.request("POST", `/unsubscribe/${linkToken()}`);
    setBusy(false);
    setDone(answer.ok);
    setRefusal(answer.ok ? undefined : problemSentence(answer.problem));
  };
  return (
    <PublicCard
      title={accountText("unsubscribe_title")}
      hint={done() ? undefined : accountText("unsubscribe_hint")}
    >
      <Show
        when={linkToken() !== ""}
        fallback={<Notice kind="danger">{accountText("link_missing")}</Notice>}
      >
        <div class="sign-in-form">
          <Refusal sentence={refusal()} />
          <Show
            when={!done()}
            fallback={
              <Notice kind="success" alert>
                {accountText("unsubscribe_done")}
              </Notice>
            }
          >
            <Button variant="primary" busy={busy()} onClick={() => void end()}>
              {accountText("unsubscribe_submit")}
            </Button>
          </Show>
        </div>
      </Show>
    </PublicCard>
  );
}
