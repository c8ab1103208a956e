import { A } from "@solidjs/router";
import { createEffect, createResource, For, Show } from "solid-js";
import type { StartFormList } from "../../../metadata/workflow-wire.ts";
import { ProblemView } from "../../blocks/problem-view.tsx";
import { locale } from "../../language/locale.ts";
import { startMessages, startText } from "../../language/start/messages.ts";
import { startFormAddress } from "../../state/addresses.ts";
import { useApplication } from "../../state/application.ts";
import { Icon } from "../../ui/icon.tsx";
import { EmptyState } from "../../ui/message.tsx";
import { PageHead } from "../page-head.tsx";
import { setPageTitle } from "../page-title.ts";
import "../../blocks/start/start.css";
import "../plain-screen.css";

await startMessages.ready();

/** `/{workspace}/start`: the forms that one may fill in. */
export default function FormsScreen() {
  const { client, catalog } = useApplication();
  const [forms, { refetch }] = createResource(
    () => ({ version: catalog.catalog()?.version, language: locale() }),
    () => client.request<StartFormList>("GET", "/forms"),
  );
  createEffect(() => setPageTitle(startText("forms")));
  const found = () => {
    const answer = forms.latest;
    return answer?.ok === true ? answer.body.data : undefined;
  };
  const failure = () => {
    const answer = forms.latest;
    return answer?.ok === false ? answer.problem : undefined;
  };
  return (
    <>
      <PageHead title={startText("forms")} />
      <div class="plain-screen">
        <div class="plain-screen-inner">
          <Show when={failure()}>
            {(problem) => <ProblemView problem={problem()} onRetry={() => void refetch()} />}
          </Show>
          <Show when={found()?.length === 0}>
            <EmptyState icon="edit" title={startText("none")} text={startText("none_text")} />
          </Show>
          <Show when={found()?.length}>
            <ul class="start-list">
              <For each={found()}>
                {({ name, title, description }) => (
                  <li>
                    <A href={startFormAddress(name)}>
                      <strong>{title}</strong>
                      <Show when={description}>
                        <span class="muted">{description}</span>
                      </Show>
                      <Icon name="chevron-right" />
                    </A>
                  </li>
                )}
              </For>
            </ul>
          </Show>
        </div>
      </div>
    </>
  );
}
