import { createEffect, createSignal, Show } from "solid-js";
import type { FormSent, StartFormWhole } from "../../../metadata/workflow-wire.ts";
import { NoForm } from "../../blocks/start/no-form.tsx";
import { StartFormBlock } from "../../blocks/start/start-form.tsx";
import { locale } from "../../language/locale.ts";
import { startMessages, startText } from "../../language/start/messages.ts";
import { useApplication } from "../../state/application.ts";
import { createAnswer } from "../../state/create-answer.ts";
import { Button } from "../../ui/button.tsx";
import { Notice } from "../../ui/message.tsx";
import { LanguageMenu } from "../language-menu.tsx";
import { setPageTitle } from "../page-title.ts";
import "../sign-in.css";

await startMessages.ready();

/** `/{workspace}/form/{name}`: a form for anybody who has its address. */
export default function PublicForm(props: { readonly name: string }) {
  const { client } = useApplication();
  const path = () => `/public-forms/${encodeURIComponent(props.name)}`;
  const form = createAnswer(locale, () => client.request<StartFormWhole>("GET", path()));
  const [sent, setSent] = createSignal<FormSent>();
  createEffect(() => setPageTitle(form.body()?.title ?? startText("forms")));
  return (
    <main class="sign-in">
      <div class="sign-in-card start-public">
        <Show
          when={form.body()}
          keyed
          fallback={<NoForm problem={form.problem()} onRetry={() => void form.again()} />}
        >
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
