import { createMemo, For, Show } from "solid-js";
import { localiseScreen } from "../../metadata/documents/localise.ts";
import { textOrEmpty, textsOf } from "../../metadata/json-object.ts";
import { resolveView } from "../../metadata/model/screen-models.ts";
import { locale } from "../../runtime/language/locale.ts";
import { Button, IconButton } from "../../runtime/ui/button.tsx";
import { ListPreview } from "../canvases/list-preview.tsx";
import { addView, changeView, moveView, removeView } from "../commands/index.ts";
import { type DesignDocument, findDocument } from "../document/design-documents.ts";
import { documentTitle } from "../document/document-title.ts";
import { draftFieldType } from "../document/draft-field-type.ts";
import { expressionSentence } from "../document/expression-words.ts";
import { viewsOf } from "../document/object-views.ts";
import { problemAtPart } from "../document/problem-location.ts";
import { ConditionInput } from "../inspector/condition-input.tsx";
import { NameListInput } from "../inspector/name-list-input.tsx";
import { TextPair } from "../inspector/text-pair.tsx";
import { text } from "../language/messages.ts";
import { partInputId, useDesigner } from "../shell/designer-context.ts";
import { DraftValues } from "./draft-values.tsx";
import { fieldChoices } from "./field-choices.ts";
import { useObjectWords } from "./object-words.ts";

/** The lists of an object: the usual one and its views, each with its inputs and its rows. */
export function ViewsEditor(props: { readonly documentKey: string }) {
  const designer = useDesigner();
  const { session } = designer;
  const object = () => session.documents().get(props.documentKey)?.name ?? "";
  const views = createMemo(() => viewsOf(session.documents(), object()));
  const chosen = createMemo(() => views().find(({ key }) => key === designer.view()));
  const chosenKey = createMemo(() => chosen()?.key);
  const model = createMemo(() => {
    const view = chosen();
    if (!view) return undefined;
    const texts = findDocument(session.documents(), "translation", locale())?.content ?? {};
    return resolveView(localiseScreen("views", view.content, texts));
  });
  const add = () => {
    const before = new Set(views().map(({ key }) => key));
    session.run(addView, { object: object(), title: text("new_view"), locale: locale() });
    designer.showView(views().find(({ key }) => !before.has(key))?.key ?? null);
    queueMicrotask(() => document.querySelector<HTMLInputElement>(".view-inputs input")?.select());
  };
  return (
    <div class="views-editor">
      <div class="view-tabs-edit">
        <div class="segments" role="group" aria-label={text("view_tabs")}>
          <button
            type="button"
            aria-pressed={chosen() === undefined}
            onClick={() => designer.showView(null)}
          >
            {text("usual_list")}
          </button>
          <For each={views().map(({ key }) => key)}>{(key) => <ViewTab documentKey={key} />}</For>
        </div>
        <DraftValues>
          <Button small icon="plus" onClick={add}>
            {addView.label[locale()]}
          </Button>
        </DraftValues>
      </div>
      <Show
        when={chosenKey()}
        keyed
        fallback={<p class="editor-note">{text("usual_list_note")}</p>}
      >
        {(key) => (
          <DraftValues>
            <ViewInputs documentKey={key} objectKey={props.documentKey} />
          </DraftValues>
        )}
      </Show>
      <ListPreview documentKey={props.documentKey} view={model()} />
    </div>
  );
}

function ViewTab(props: { readonly documentKey: string }) {
  const designer = useDesigner();
  const { session } = designer;
  const title = () => {
    const document = session.documents().get(props.documentKey);
    return document ? documentTitle(session.documents(), document, locale()) : "";
  };
  const move = (event: KeyboardEvent) => {
    if (!event.altKey || !["ArrowLeft", "ArrowRight"].includes(event.key)) return;
    event.preventDefault();
    const step = event.key === "ArrowLeft" ? -1 : 1;
    session.run(moveView, { document: props.documentKey, step });
  };
  return (
    <button
      type="button"
      aria-pressed={designer.view() === props.documentKey}
      onClick={() => designer.showView(props.documentKey)}
      onKeyDown={move}
    >
      {title()}
    </button>
  );
}

function ViewInputs(props: { readonly documentKey: string; readonly objectKey: string }) {
  const { session } = useDesigner();
  const view = createMemo(() => session.documents().get(props.documentKey));
  return <Show when={view()}>{(current) => <OpenView view={current()} {...props} />}</Show>;
}

interface OpenViewProps {
  readonly view: DesignDocument;
  readonly documentKey: string;
  readonly objectKey: string;
}

function OpenView(props: OpenViewProps) {
  const { session } = useDesigner();
  const words = useObjectWords(() => props.objectKey);
  const object = () => session.documents().get(props.objectKey);
  const fields = createMemo(() => fieldChoices(session.documents(), object()));
  const orders = createMemo(() =>
    fieldChoices(
      session.documents(),
      object(),
      (field) => draftFieldType(field.schema)?.sortable === true,
    ).flatMap(({ value, label }) => [
      { value, label: `${label} ↑` },
      { value: `-${value}`, label: `${label} ↓` },
    ]),
  );
  const problem = (keyword: string) =>
    problemAtPart(session.problems(), props.documentKey, [keyword]);
  const write = (keyword: string, value: unknown, gesture?: string) =>
    session.run(changeView, { document: props.documentKey, keyword, value }, gesture);
  const writeNames = (keyword: string, names: readonly string[]) =>
    write(keyword, names.length > 0 ? names : undefined);
  const filter = () => textOrEmpty(props.view.content.filter);
  return (
    <div class="entry-body view-inputs">
      <div class="entry-wide">
        <TextPair
          place={{
            document: props.documentKey,
            path: ["title"],
            texts: ["views", props.view.name, "title"],
          }}
          label={text("title")}
          problem={problem("title")}
        />
      </div>
      <div class="entry-wide">
        <NameListInput
          ordered
          id={partInputId(["columns"])}
          label={text("view_columns")}
          hint={text("view_columns_hint")}
          names={textsOf(props.view.content.columns)}
          choices={fields()}
          problem={problem("columns")}
          onChange={(names) => writeNames("columns", names)}
        />
      </div>
      <ConditionInput
        id={partInputId(["filter"])}
        label={text("view_filter")}
        hint={
          expressionSentence(filter(), words.filterScope(), locale(), words.labels()) ??
          text("view_filter_hint")
        }
        value={filter()}
        scope={words.filterScope()}
        problem={problem("filter")}
        onInput={(written) => write("filter", written, `filter:${props.documentKey}`)}
        onBlur={session.endGesture}
      />
      <NameListInput
        ordered
        id={partInputId(["sort"])}
        label={text("view_sort")}
        hint={text("view_sort_hint")}
        names={textsOf(props.view.content.sort)}
        choices={orders()}
        problem={problem("sort")}
        onChange={(names) => writeNames("sort", names)}
      />
      <ViewActions {...props} />
    </div>
  );
}

function ViewActions(props: OpenViewProps) {
  const designer = useDesigner();
  const { session } = designer;
  const title = () => documentTitle(session.documents(), props.view, locale());
  const move = (step: -1 | 1) => session.run(moveView, { document: props.documentKey, step });
  return (
    <div class="entry-wide view-actions">
      <IconButton
        small
        icon="arrow-left"
        label={text("move_up", { title: title() })}
        onClick={() => move(-1)}
      />
      <IconButton
        small
        icon="arrow-right"
        label={text("move_down", { title: title() })}
        onClick={() => move(1)}
      />
      <Button
        small
        variant="quiet"
        icon="trash"
        onClick={() => session.run(removeView, { document: props.documentKey })}
      >
        {removeView.label[locale()]}
      </Button>
    </div>
  );
}
