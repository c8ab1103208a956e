import { createSignal } from "solid-js";
import { problemSentence } from "../blocks/problem-view.tsx";
import { text } from "../language/messages.ts";
import { useApplication } from "../state/application.ts";
import { askPasskey } from "../state/second-factors.ts";
import { Button } from "../ui/button.tsx";
import { Refusal } from "../ui/message.tsx";

/** Signing in without a password. */
export default function PasskeySignIn() {
  const { client, session } = useApplication();
  const [busy, setBusy] = createSignal(false);
  const [refusal, setRefusal] = createSignal<string>();
  const enter = async () => {
    setBusy(true);
    const answer = await askPasskey(client, null);
    const problem = answer.ok
      ? await session.enter("/auth/passkey", { response: answer.value })
      : answer.problem;
    setBusy(false);
    if (problem !== null) setRefusal(problemSentence(problem));
    else if (!answer.ok) setRefusal(text("passkey_failed"));
  };
  return (
    <div class="sign-in-form sign-in-other">
      <Button icon="key" busy={busy()} onClick={() => void enter()}>
        {text("sign_in_passkey")}
      </Button>
      <Refusal sentence={refusal()} />
    </div>
  );
}
