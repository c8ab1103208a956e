import { useParams } from "@solidjs/router";
import { createEffect, createResource, createSignal, Show } from "solid-js";
import type { FormSent, StartFormWhole } from "../../../metadata/workflow-wire.ts";
import { ProblemView } from "../../blocks/problem-view.tsx";
import { RunOutcome } from "../../blocks/start/run-outcome.tsx";
import { StartFormBlock } from "../../blocks/start/start-form.tsx";
import { locale } from "../../language/locale.ts";
import { startMessages, startText } from "../../language/start/messages.ts";
import { startAddress } from "../../state/addresses.ts";
import { useApplication } from "../../state/application.ts";
import { Button } from "../../ui/button.tsx";
import { EmptyState, Notice } from "../../ui/message.tsx";
import { PageHead } from "../page-head.tsx";
import { setPageTitle } from "../page-title.ts";
import "../plain-screen.css";

await startMessages.ready();

/** `/{workspace}/start/{name}`: one form, and what becomes of it. */
export default function StartFormScreen() {
  const parameters = useParams<{ name: string }>();
  const { client } = useApplication();
  const path = () => `/forms/${encodeURIComponent(parameters.name)}`;
  const [form, { refetch }] = createResource(
    () => ({ path: path(), language: locale() }),
    (asked) => client.request<StartFormWhole>("GET", asked.path),
  );
  const whole = () => {
    const answer = form.latest;
    return answer?.ok === true ? answer.body : undefined;
  };
  const failure = () => {
    const answer = form.latest;
    return answer?.ok === false ? answer.problem : undefined;
  };
  const [sent, setSent] = createSignal<FormSent>();
  createEffect(() => setPageTitle(whole()?.title ?? startText("forms")));
  return (
    <>
      <PageHead
        title={whole()?.title ?? ""}
        list={{ title: startText("forms"), address: startAddress() }}
      />
      <div class="plain-screen">
        <div class="plain-screen-inner">
          <Show when={failure()?.status === 404}>
            <EmptyState
              icon="search"
              title={startText("missing")}
              text={startText("missing_text")}
            />
          </Show>
          <Show when={failure()?.status !== 404 && failure()}>
            {(problem) => <ProblemView problem={problem()} onRetry={() => void refetch()} />}
          </Show>
          <Show when={whole()} keyed>
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
        </div>
      </div>
    </>
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
