import { useParams } from "@solidjs/router";
import { createSignal, Show } from "solid-js";
import type { FormSent, StartFormWhole } from "../../../metadata/workflow-wire.ts";
import { NoForm } from "../../blocks/start/no-form.tsx";
import { RunOutcome } from "../../blocks/start/run-outcome.tsx";
import { StartFormBlock } from "../../blocks/start/start-form.tsx";
import { locale } from "../../language/locale.ts";
import { startMessages, startText } from "../../language/start/messages.ts";
import { startAddress } from "../../state/addresses.ts";
import { useApplication } from "../../state/application.ts";
import { createAnswer } from "../../state/create-answer.ts";
import { Button } from "../../ui/button.tsx";
import { Notice } from "../../ui/message.tsx";
import { PlainScreen } from "../plain-screen.tsx";

await startMessages.ready();

/** `/{workspace}/start/{name}`: one form, and what becomes of it. */
export default function StartFormScreen() {
  const parameters = useParams<{ name: string }>();
  const { client } = useApplication();
  const path = () => `/forms/${encodeURIComponent(parameters.name)}`;
  const form = createAnswer(
    () => ({ path: path(), language: locale() }),
    (asked) => client.request<StartFormWhole>("GET", asked.path),
  );
  const [sent, setSent] = createSignal<FormSent>();
  return (
    <PlainScreen
      title={form.body()?.title ?? startText("forms")}
      list={{ title: startText("forms"), address: startAddress() }}
    >
      <Show
        when={form.body()}
        keyed
        fallback={<NoForm problem={form.problem()} onRetry={() => void form.again()} />}
      >
        {(shown) => (
          <div class="start-panel">
            <Show
              when={sent()}
              fallback={
                <>
                  <Show when={shown.description}>
                    <p class="muted">{shown.description}</p>
                  </Show>
                  <StartFormBlock form={shown} path={path()} onSent={setSent} />
                </>
              }
            >
              {(answer) => <Sent sent={answer()} onAnother={() => setSent(undefined)} />}
            </Show>
          </div>
        )}
      </Show>
    </PlainScreen>
  );
}

function Sent(props: { readonly sent: FormSent; readonly onAnother: () => void }) {
  return (
    <div class="start-outcome">
      <Notice kind="success" alert>
        {props.sent.done || startText("sent_text")}
      </Notice>
      <Show when={props.sent.run}>{(run) => <RunOutcome run={run()} />}</Show>
      <div class="start-form-foot">
        <Button onClick={() => props.onAnother()}>{startText("another")}</Button>
      </div>
    </div>
  );
}
