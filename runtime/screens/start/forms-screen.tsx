import { A } from "@solidjs/router";
import { For, Show } from "solid-js";
import type { StartFormList } from "../../../metadata/workflow-wire.ts";
import { locale } from "../../language/locale.ts";
import { startMessages, startText } from "../../language/start/messages.ts";
import { startFormAddress } from "../../state/addresses.ts";
import { useApplication } from "../../state/application.ts";
import { createAnswer } from "../../state/create-answer.ts";
import { Icon } from "../../ui/icon.tsx";
import { EmptyState } from "../../ui/message.tsx";
import { PlainScreen, WhenKnown } from "../plain-screen.tsx";
import "../../blocks/start/start.css";

await startMessages.ready();

/** `/{workspace}/start`: the forms that one may fill in. */
export default function FormsScreen() {
  const { client, catalog } = useApplication();
  const forms = createAnswer(
    () => ({ version: catalog.catalog()?.version, language: locale() }),
    () => client.request<StartFormList>("GET", "/forms"),
  );
  return (
    <PlainScreen title={startText("forms")}>
      <WhenKnown known={forms.body()} problem={forms.problem()} onRetry={() => void forms.again()}>
        {(known) => (
          <Show
            when={known().data.length > 0}
            fallback={
              <EmptyState icon="edit" title={startText("none")} text={startText("none_text")} />
            }
          >
            <ul class="start-list">
              <For each={known().data}>
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
        )}
      </WhenKnown>
    </PlainScreen>
  );
}
