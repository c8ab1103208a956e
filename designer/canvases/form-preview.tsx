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
import { NarrowContext, useNarrow } from "../../runtime/ui/narrow.ts";
import { createModelCache } from "../document/draft-models.ts";
import { siblingFields } from "../document/object-fields.ts";
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
  const window = useNarrow();
  const isNarrow = () => width() === "phone" || window();
  /** Working in the form shows the field in the inspector. */
  const selectFieldOf = (target: Element) => {
    const control =
      target.closest("[id^='control-']") ??
      target.closest(".field")?.querySelector("[id^='control-']");
    const name = control?.id.slice("control-".length).split(".")[0];
    const document = session.documents().get(props.documentKey);
    const field = siblingFields(document?.content ?? {}, null).find((entry) => entry.name === name);
    if (field && field.id !== session.selection().field) {
      session.select({ document: props.documentKey, field: field.id });
    }
  };
  const published = () => session.published().get(props.documentKey);
  const [record] = createResource(
    () => published()?.name,
    (name) => findRecord(session.client, name),
  );
  const values = (current: ObjectModel) =>
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
      <section
        class={`preview-frame preview-frame-${width()}`}
        lang={language()}
        aria-label={text("tab_form")}
        onFocusIn={(event) => selectFieldOf(event.target)}
      >
        <NarrowContext.Provider value={isNarrow}>
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
            <Show when={!record.loading && model()}>
              {(current) => (
                <PreviewForm model={current()} models={models()} values={values(current())} />
              )}
            </Show>
          </ErrorBoundary>
        </NarrowContext.Provider>
      </section>
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
