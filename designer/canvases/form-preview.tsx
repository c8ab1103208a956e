import {
  createEffect,
  createMemo,
  createResource,
  createSignal,
  ErrorBoundary,
  For,
  on,
  Show,
  untrack,
} from "solid-js";
import type { ObjectModel } from "../../metadata/model/object-model.ts";
import { type Locale, locales } from "../../metadata/text.ts";
import { localeNames, locale as screenLocale } from "../../runtime/language/locale.ts";
import { ApplicationContext } from "../../runtime/state/application.ts";
import { EmptyState } from "../../runtime/ui/message.tsx";
import { createModelCache } from "../document/draft-models.ts";
import { sampleRecord } from "../document/sample-values.ts";
import { soundModel } from "../document/sound-model.ts";
import { text } from "../language/messages.ts";
import { useDesigner } from "../shell/designer-context.ts";
import { createPreviewApplication } from "./preview-application.ts";
import { PreviewForm } from "./preview-form.tsx";
import { findRecord, valuesForDraft } from "./preview-record.ts";

type Width = "desktop" | "phone";

/** The real form of the draft, in either language and at either width. */
export function FormPreview(props: { readonly documentKey: string }) {
  const { session } = useDesigner();
  const [width, setWidth] = createSignal<Width>("desktop");
  const [language, setLanguage] = createSignal<Locale>(screenLocale());
  const application = createPreviewApplication(session);
  const modelsOf = createModelCache();
  const models = createMemo(() => modelsOf(session.documents(), language()));
  const model = createMemo(() => {
    const document = session.documents().get(props.documentKey);
    const found = document && models().get(document.name);
    return found && soundModel(found, models());
  });
  const published = () => session.published().get(props.documentKey);
  const [record] = createResource(
    () => published()?.name,
    (name) => findRecord(session.client, name),
  );
  const _values = (current: ObjectModel) =>
    untrack(() => {
      const before = published();
      const found = record();
      return before && found
        ? valuesForDraft(current.fields, found, before)
        : sampleRecord(current);
    });
  return (
    <ApplicationContext.Provider value={application}>
      <div class="preview-bar">
        <Choice
          label={text("preview_width")}
          value={width()}
          choices={[
            { value: "desktop", label: text("preview_desktop") },
            { value: "phone", label: text("preview_phone") },
          ]}
          onChoose={setWidth}
        />
        <Choice
          label={text("preview_language")}
          value={language()}
          choices={locales.map((value) => ({ value, label: localeNames[value] }))}
          onChoose={setLanguage}
        />
        <span class="preview-note">{text("preview_note")}</span>
      </div>
      <div class={`preview-frame preview-frame-${width()}`} lang={language()}>
        <ErrorBoundary
          fallback={(_, reset) => {
            createEffect(on(model, reset, { defer: true }));
            return (
              <EmptyState
                icon="circle-alert"
                title={text("preview_failed")}
                text={text("preview_failed_text")}
              />
            );
          }}
        >
          <Show when={model()}>
            {(current) => <PreviewForm model={current()} models={models()} />}
          </Show>
        </ErrorBoundary>
      </div>
    </ApplicationContext.Provider>
  );
}

function Choice<Value extends string>(props: {
  readonly label: string;
  readonly value: Value;
  readonly choices: readonly { readonly value: Value; readonly label: string }[];
  readonly onChoose: (value: Value) => void;
}) {
  return (
    <div class="segments" role="group" aria-label={props.label}>
      <For each={props.choices}>
        {(choice) => (
          <button
            type="button"
            aria-pressed={choice.value === props.value}
            onClick={() => props.onChoose(choice.value)}
          >
            {choice.label}
          </button>
        )}
      </For>
    </div>
  );
}
