import { createMemo, For, Show } from "solid-js";
import { extendsBuiltIn } from "../../metadata/documents/built-in-objects.ts";
import { textOrEmpty } from "../../metadata/json-object.ts";
import { rowSchema } from "../../metadata/refactor/map-fields.ts";
import { locale } from "../../runtime/language/locale.ts";
import { Button } from "../../runtime/ui/button.tsx";
import { Checkbox } from "../../runtime/ui/checkbox.tsx";
import { Field } from "../../runtime/ui/field.tsx";
import { Icon } from "../../runtime/ui/icon.tsx";
import { Select } from "../../runtime/ui/select.tsx";
import {
  changeObjectOption,
  duplicateObject,
  removeObject,
  renameObject,
  revertObject,
} from "../commands/index.ts";
import { objectNameMistake } from "../commands/rename-object.ts";
import { documentMark } from "../document/change-marks.ts";
import type { DesignDocument } from "../document/design-documents.ts";
import { documentTitle, fieldTitle } from "../document/document-title.ts";
import { siblingFields } from "../document/object-fields.ts";
import { type LocatedProblem, problemsAt } from "../document/problem-location.ts";
import { text } from "../language/messages.ts";
import { keywordInputId, useDesigner } from "../shell/designer-context.ts";
import { HistoryInput } from "./history-input.tsx";
import { NameInput } from "./name-input.tsx";
import { NavigationInput } from "./navigation-input.tsx";
import { TextPair } from "./text-pair.tsx";
import { UniqueGroups } from "./unique-groups.tsx";

/** Properties of the selected object. */
export function ObjectInspector(props: { readonly documentKey: string }) {
  const { session } = useDesigner();
  const document = createMemo(() => session.documents().get(props.documentKey));
  return <Show when={document()}>{(current) => <OpenObjectInspector document={current()} />}</Show>;
}

/** Keywords with an input here; problems of any other are shown at the top. */
const shownKeywords = new Set([
  "title",
  "name",
  "description",
  "record_title",
  "unique",
  "history",
]);

/** Keywords with an editor on the canvas. */
const canvasKeywords = new Set(["rules", "lifecycle"]);

const isGeneral = ({ keyword, holder, selection }: LocatedProblem): boolean =>
  holder === selection.document && !shownKeywords.has(keyword) && !canvasKeywords.has(keyword);

function OpenObjectInspector(props: { readonly document: DesignDocument }) {
  const { session } = useDesigner();
  const key = () => props.document.key;
  const problems = () => problemsAt(session.problems(), key(), null);
  const problemOf = (keyword: string) =>
    problems().find((entry) => entry.holder === key() && entry.keyword === keyword)?.problem
      .message;
  return (
    <div class="inspector">
      <div class="inspector-head">
        <span class="inspector-icon">
          <Icon name="box" />
        </span>
        <div class="inspector-titles">
          <h2>{documentTitle(session.documents(), props.document, locale())}</h2>
          <p>{text("object")}</p>
        </div>
      </div>
      <For each={problems().filter(isGeneral)}>
        {(entry) => (
          <p class="inspector-problem">
            <Icon name="circle-alert" size={14} />
            <span>{entry.problem.message}</span>
          </p>
        )}
      </For>
      <TextPair
        place={{ document: key(), field: null, keyword: "title" }}
        label={text("title")}
        problem={problemOf("title")}
      />
      <Show when={!extendsBuiltIn(props.document)}>
        <ObjectNameInput document={props.document} problem={problemOf("name")} />
        <RecordTitleInput document={props.document} problem={problemOf("record_title")} />
      </Show>
      <NavigationInput document={props.document} />
      <Show when={!extendsBuiltIn(props.document)}>
        <SingletonInput document={props.document} />
      </Show>
      <HistoryInput document={props.document} problem={problemOf("history")} />
      <UniqueGroups document={props.document} problem={problemOf("unique")} />
      <TextPair
        long
        place={{ document: key(), field: null, keyword: "description" }}
        label={text("description")}
        problem={problemOf("description")}
      />
      <ObjectFoot document={props.document} />
    </div>
  );
}

function SingletonInput(props: { readonly document: DesignDocument }) {
  const { session } = useDesigner();
  return (
    <div id={keywordInputId("singleton")} tabindex={-1}>
      <Checkbox
        label={text("singleton")}
        checked={props.document.content.singleton === true}
        onChange={(checked) =>
          session.run(changeObjectOption, {
            document: props.document.key,
            keyword: "singleton",
            value: checked ? true : undefined,
          })
        }
      />
      <p class="field-hint">{text("singleton_hint")}</p>
    </div>
  );
}

function ObjectFoot(props: { readonly document: DesignDocument }) {
  const { session } = useDesigner();
  const target = () => ({ document: props.document.key });
  const mark = () => documentMark(session.published(), props.document);
  return (
    <div class="inspector-foot">
      <Show when={mark() === "changed"}>
        <Button
          variant="quiet"
          icon="history"
          onClick={() => session.run(revertObject, { ...target(), published: session.published() })}
        >
          {revertObject.label[locale()]}
        </Button>
      </Show>
      <Show when={!extendsBuiltIn(props.document)}>
        <Button variant="quiet" icon="copy" onClick={() => session.run(duplicateObject, target())}>
          {duplicateObject.label[locale()]}
        </Button>
      </Show>
      <Button variant="quiet" icon="trash" onClick={() => session.run(removeObject, target())}>
        {extendsBuiltIn(props.document) ? text("remove_extension") : removeObject.label[locale()]}
      </Button>
    </div>
  );
}

function RecordTitleInput(props: {
  readonly document: DesignDocument;
  readonly problem: string | undefined;
}) {
  const { session } = useDesigner();
  const options = createMemo(() =>
    siblingFields(props.document.content, null)
      .filter((field) => rowSchema(field.schema) === null)
      .map((field) => ({
        value: field.name,
        label: fieldTitle(session.documents(), props.document, field, locale()),
      })),
  );
  return (
    <Field
      id={keywordInputId("record_title")}
      label={text("record_title")}
      hint={text("record_title_hint")}
      error={props.problem}
    >
      {(link) => (
        <Select
          {...link}
          placeholder={text("record_title_automatic")}
          value={textOrEmpty(props.document.content.record_title)}
          options={options()}
          onChange={(value) =>
            session.run(changeObjectOption, {
              document: props.document.key,
              keyword: "record_title",
              value: value === "" ? undefined : value,
            })
          }
        />
      )}
    </Field>
  );
}

function ObjectNameInput(props: {
  readonly document: DesignDocument;
  readonly problem: string | undefined;
}) {
  const { session } = useDesigner();
  const key = () => props.document.key;
  return (
    <NameInput
      name={props.document.name}
      hint={text(session.published().has(key()) ? "api_name_published" : "api_name_hint")}
      problem={props.problem}
      mistake={(name) => objectNameMistake(session.documents(), key(), name)}
      onRename={(name) => session.run(renameObject, { document: key(), name })}
    />
  );
}
