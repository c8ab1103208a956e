import { createMemo, For, type JSX, lazy, Match, Show, Suspense, Switch } from "solid-js";
import { locale } from "../../runtime/language/locale.ts";
import { Button } from "../../runtime/ui/button.tsx";
import { Icon, type IconName } from "../../runtime/ui/icon.tsx";
import { EmptyState } from "../../runtime/ui/message.tsx";
import { FieldGrid } from "../canvases/field-grid.tsx";
import { documentsOfKind } from "../document/design-documents.ts";
import { documentTitle } from "../document/document-title.ts";
import { siblingFields } from "../document/object-fields.ts";
import { selectedAccess } from "../document/selected-access.ts";
import { DraftValues } from "../editors/draft-values.tsx";
import { text } from "../language/messages.ts";
import { type CanvasTab, useDesigner } from "./designer-context.ts";

// What is not on the first screen comes when it is asked for.
const FormPreview = lazy(async () => ({
  default: (await import("../canvases/form-preview.tsx")).FormPreview,
}));
const ViewsEditor = lazy(async () => ({
  default: (await import("../editors/views-editor.tsx")).ViewsEditor,
}));
const RulesEditor = lazy(async () => ({
  default: (await import("../editors/rules-editor.tsx")).RulesEditor,
}));
const LifecycleEditor = lazy(async () => ({
  default: (await import("../editors/lifecycle-editor.tsx")).LifecycleEditor,
}));
const OptionSetEditor = lazy(async () => ({
  default: (await import("../editors/option-set-editor.tsx")).OptionSetEditor,
}));
const AccessCanvas = lazy(async () => ({
  default: (await import("../access/access-canvas.tsx")).AccessCanvas,
}));
const JsonView = lazy(async () => ({
  default: (await import("../canvases/json-view.tsx")).JsonView,
}));

const tabs: readonly { readonly tab: CanvasTab; readonly icon: IconName }[] = [
  { tab: "fields", icon: "rows" },
  { tab: "rules", icon: "circle-check" },
  { tab: "lifecycle", icon: "relation" },
  { tab: "form", icon: "eye" },
  { tab: "list", icon: "table" },
  { tab: "json", icon: "braces" },
];

/** The selected object: its fields as a grid, and what they become. */
export function ObjectCanvas() {
  const designer = useDesigner();
  const { session } = designer;
  const objectKey = createMemo(() => {
    const key = session.selection().document;
    return key !== null && session.documents().get(key)?.kind === "object" ? key : null;
  });
  const optionsKey = createMemo(() => {
    const key = session.selection().document;
    return key !== null && session.documents().get(key)?.kind === "options" ? key : null;
  });
  const accessKey = createMemo(() => selectedAccess(session.design()));
  const Other = () => (
    <Switch fallback={<NothingSelected />}>
      <Match when={optionsKey()} keyed>
        {(key) => (
          <Suspense>
            <DraftValues>
              <OptionSetEditor documentKey={key} />
            </DraftValues>
          </Suspense>
        )}
      </Match>
      <Match when={accessKey()} keyed>
        {(key) => (
          <Suspense>
            <AccessCanvas documentKey={key} />
          </Suspense>
        )}
      </Match>
    </Switch>
  );
  return (
    <Show when={objectKey()} fallback={<Other />} keyed>
      {(key) => (
        <>
          <CanvasHead documentKey={key} />
          <div class="canvas-body" role="tabpanel" aria-labelledby={`tab-${designer.tab()}`}>
            <Suspense>
              <Switch>
                <Match when={designer.tab() === "fields"}>
                  <FieldGrid documentKey={key} />
                </Match>
                <Match when={designer.tab() === "rules"}>
                  <DraftValues>
                    <RulesEditor documentKey={key} />
                  </DraftValues>
                </Match>
                <Match when={designer.tab() === "lifecycle"}>
                  <DraftValues>
                    <LifecycleEditor documentKey={key} />
                  </DraftValues>
                </Match>
                <Match when={designer.tab() === "form"}>
                  <FormPreview documentKey={key} />
                </Match>
                <Match when={designer.tab() === "list"}>
                  <ViewsEditor documentKey={key} />
                </Match>
                <Match when={designer.tab() === "json"}>
                  <JsonView documentKey={key} />
                </Match>
              </Switch>
            </Suspense>
          </div>
        </>
      )}
    </Show>
  );
}

function CanvasHead(props: { readonly documentKey: string }) {
  const designer = useDesigner();
  const { session } = designer;
  const document = () => session.documents().get(props.documentKey);
  const title = () => {
    const current = document();
    return current ? documentTitle(session.documents(), current, locale()) : "";
  };
  const fieldCount = () => {
    const current = document();
    return current ? siblingFields(current.content, null).length : 0;
  };
  return (
    <div class="canvas-head">
      <button
        type="button"
        class="canvas-title"
        title={text("object_properties")}
        onClick={() => {
          session.select({ document: props.documentKey, field: null });
          designer.showPane("inspector");
        }}
      >
        <h1>{title()}</h1>
        <span class="canvas-name">{document()?.name}</span>
      </button>
      <span class="canvas-count">{text("field_count", { count: fieldCount() })}</span>
      <div class="tabs" role="tablist" aria-label={text("views")}>
        <For each={tabs}>{({ tab, icon }) => <TabButton tab={tab} icon={icon} />}</For>
      </div>
    </div>
  );
}

function TabButton(props: { readonly tab: CanvasTab; readonly icon: IconName }): JSX.Element {
  const designer = useDesigner();
  const move = (event: KeyboardEvent) => {
    const step = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
    if (step === 0 || event.altKey) return;
    event.preventDefault();
    const at = tabs.findIndex(({ tab }) => tab === props.tab);
    const next = tabs[(at + step + tabs.length) % tabs.length];
    if (!next) return;
    designer.showTab(next.tab);
    document.getElementById(`tab-${next.tab}`)?.focus();
  };
  return (
    <button
      type="button"
      role="tab"
      id={`tab-${props.tab}`}
      class="tab"
      aria-selected={designer.tab() === props.tab}
      tabindex={designer.tab() === props.tab ? 0 : -1}
      onClick={() => designer.showTab(props.tab)}
      onKeyDown={move}
    >
      <Icon name={props.icon} />
      <span>{text(`tab_${props.tab}`)}</span>
    </button>
  );
}

function NothingSelected() {
  const designer = useDesigner();
  const empty = () => documentsOfKind(designer.session.documents(), "object").length === 0;
  return (
    <Show
      when={empty() && designer.session.asOf === null}
      fallback={
        <EmptyState icon="box" title={text("nothing_selected")} text={text("choose_object")} />
      }
    >
      <EmptyState icon="box" title={text("empty_workspace")} text={text("empty_workspace_text")}>
        <Button variant="primary" icon="plus" onClick={() => designer.openDialog("new_object")}>
          {text("create_first_object")}
        </Button>
      </EmptyState>
    </Show>
  );
}
