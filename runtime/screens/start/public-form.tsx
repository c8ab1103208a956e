import { createEffect, createResource, createSignal, Show } from "solid-js";
import type { FormSent, StartFormWhole } from "../../../metadata/workflow-wire.ts";
import { ProblemView } from "../../blocks/problem-view.tsx";
import { StartFormBlock } from "../../blocks/start/start-form.tsx";
import { locale } from "../../language/locale.ts";
import { startMessages, startText } from "../../language/start/messages.ts";
import { useApplication } from "../../state/application.ts";
import { Button } from "../../ui/button.tsx";
import { EmptyState, Notice } from "../../ui/message.tsx";
import { LanguageMenu } from "../language-menu.tsx";
import { setPageTitle } from "../page-title.ts";
import "../sign-in.css";

await startMessages.ready();

/** `/{workspace}/form/{name}`: a form for anybody who has its address. */
export default function PublicForm(props: { readonly name: string }) {
  const { client } = useApplication();
  const path = () => `/public-forms/${encodeURIComponent(props.name)}`;
  const [form, { refetch }] = createResource(locale, () =>
    client.request<StartFormWhole>("GET", path()),
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
    <main class="sign-in">
      <div class="sign-in-card start-public">
        <Show when={failure()?.status === 404}>
          <EmptyState icon="search" title={startText("missing")} text={startText("missing_text")} />
        </Show>
        <Show when={failure()?.status !== 404 && failure()}>
          {(problem) => <ProblemView problem={problem()} onRetry={() => void refetch()} />}
        </Show>
        <Show when={whole()} keyed>
          {(shown) => (
            <>
              <header class="sign-in-head">
                <h1>{shown.title}</h1>
                <Show when={shown.description && sent() === undefined}>
                  <p class="muted">{shown.description}</p>
                </Show>
              </header>
              <Show
                when={sent()}
                fallback={<StartFormBlock form={shown} path={path()} onSent={setSent} />}
              >
                {(answer) => (
                  <div class="start-outcome">
                    <Notice kind="success" alert>
                      {answer().done || startText("sent_text")}
                    </Notice>
                    <div class="start-form-foot">
                      <Button onClick={() => setSent(undefined)}>{startText("another")}</Button>
                    </div>
                  </div>
                )}
              </Show>
            </>
          )}
        </Show>
      </div>
      <div class="sign-in-foot">
        <LanguageMenu />
      </div>
    </main>
  );
}
