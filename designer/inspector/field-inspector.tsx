import { createMemo, For, type JSX, Show } from "solid-js";
import { locale } from "../../runtime/language/locale.ts";
import { Button, IconButton } from "../../runtime/ui/button.tsx";
import { Checkbox } from "../../runtime/ui/checkbox.tsx";
import { Icon } from "../../runtime/ui/icon.tsx";
import { fieldTypeIcon } from "../canvases/field-type-icon.ts";
import { TypePicker } from "../canvases/type-picker.tsx";
import { typeRefusal } from "../canvases/type-refusal.ts";
import {
  changeFieldOption,
  changeFieldType,
  duplicateField,
  removeField,
  setRequired,
} from "../commands/index.ts";
import { moveFieldDown, moveFieldUp } from "../commands/move-field.ts";
import type { DesignDocument } from "../document/design-documents.ts";
import { fieldTitle } from "../document/document-title.ts";
import { draftFieldType } from "../document/draft-field-type.ts";
import { type FieldEntry, findField } from "../document/object-fields.ts";
import { inputKeyword, problemsAt } from "../document/problem-location.ts";
import { text } from "../language/messages.ts";
import { useDesigner } from "../shell/designer-context.ts";
import { FieldNameInput } from "./field-name-input.tsx";
import { type FieldOption, optionGroups } from "./field-options.ts";
import { OptionInput } from "./option-input.tsx";
import { TextPair } from "./text-pair.tsx";

export interface InspectedField {
  readonly document: DesignDocument;
  readonly field: FieldEntry;
}

/** Everything about one field, generated from the option schemas of its type. */
export function FieldInspector(props: { readonly documentKey: string; readonly fieldId: string }) {
  const { session } = useDesigner();
  const inspected = createMemo((): InspectedField | null => {
    const document = session.documents().get(props.documentKey);
    const field = document && findField(document.content, props.fieldId);
    return document && field ? { document, field } : null;
  });
  return (
    <Show when={inspected()}>{(current) => <OpenFieldInspector inspected={current()} />}</Show>
  );
}

function OpenFieldInspector(props: { readonly inspected: InspectedField }) {
  const { session } = useDesigner();
  const field = () => props.inspected.field;
  const target = () => ({ document: props.inspected.document.key, field: field().id });
  const type = createMemo(() => draftFieldType(field().schema));
  const groups = createMemo(() => {
    const current = type();
    return current
      ? optionGroups(current)
      : { ofType: [], value: [], conditions: [], advanced: [] };
  });
  return (
    <div class="inspector">
      <InspectorHead inspected={props.inspected} />
      <GeneralProblems {...target()} />
      <TextPair
        place={{ ...target(), keyword: "title" }}
        label={text("title")}
        problem={problemOf("title")}
      />
      <FieldNameInput inspected={props.inspected} problem={problemOf("name")} />
      <div class="field">
        <span class="field-label">{text("type")}</span>
        <TypePicker
          type={type()}
          formula={typeof field().schema.formula === "string"}
          label={text("type")}
          refusal={(other) =>
            typeRefusal(session.published(), target(), field().path.length - 1, other)
          }
          onPick={(picked) => session.run(changeFieldType, { ...target(), type: picked })}
        />
      </div>
      <div class="inspector-flags">
        <Checkbox
          label={text("required")}
          checked={field().required}
          onChange={(required) => session.run(setRequired, { ...target(), required })}
        />
        <Show when={type()?.uniqueAllowed}>
          <Checkbox
            label={text("unique")}
            checked={field().schema.unique === true}
            onChange={(value) =>
              session.run(changeFieldOption, {
                ...target(),
                keyword: "unique",
                value: value || undefined,
              })
            }
          />
        </Show>
      </div>
      <OptionSection
        title={type()?.title[locale()] ?? ""}
        options={groups().ofType}
        inspected={props.inspected}
      />
      <OptionSection title={text("value")} options={groups().value} inspected={props.inspected} />
      <TextPair
        long
        place={{ ...target(), keyword: "description" }}
        label={text("help_text")}
        hint={text("help_text_hint")}
        problem={problemOf("description")}
      />
      <FoldedOptions
        title={text("conditions")}
        options={groups().conditions}
        inspected={props.inspected}
      />
      <FoldedOptions
        title={text("advanced")}
        options={groups().advanced}
        inspected={props.inspected}
      />
      <div class="inspector-foot">
        <Button variant="quiet" icon="trash" onClick={() => session.run(removeField, target())}>
          {text("remove_field")}
        </Button>
      </div>
    </div>
  );

  function problemOf(keyword: string): string | undefined {
    const { document } = props.inspected;
    return problemsAt(session.problems(), document.key, field().id).find(
      (entry) => entry.keyword === keyword,
    )?.problem.message;
  }
}

function InspectorHead(props: { readonly inspected: InspectedField }) {
  const designer = useDesigner();
  const { session } = designer;
  const target = () => ({
    document: props.inspected.document.key,
    field: props.inspected.field.id,
  });
  const type = () => draftFieldType(props.inspected.field.schema);
  const title = () =>
    fieldTitle(session.documents(), props.inspected.document, props.inspected.field, locale());
  const moveable = (command: typeof moveFieldUp) => command.when?.(session.design()) !== null;
  const move = (command: typeof moveFieldUp) => {
    const input = command.when?.(session.design());
    if (input) session.run(command, input);
  };
  return (
    <div class="inspector-head">
      <span class="inspector-icon">
        <Icon name={fieldTypeIcon(type()?.name)} />
      </span>
      <div class="inspector-titles">
        <h2>{title()}</h2>
        <p>{type()?.description[locale()] ?? text("unknown_type")}</p>
      </div>
      <div class="inspector-actions">
        <IconButton
          small
          icon="arrow-up"
          label={moveFieldUp.label[locale()]}
          disabled={!moveable(moveFieldUp)}
          onClick={() => move(moveFieldUp)}
        />
        <IconButton
          small
          icon="arrow-down"
          label={moveFieldDown.label[locale()]}
          disabled={!moveable(moveFieldDown)}
          onClick={() => move(moveFieldDown)}
        />
        <IconButton
          small
          icon="copy"
          label={duplicateField.label[locale()]}
          onClick={() => session.run(duplicateField, target())}
        />
      </div>
    </div>
  );
}

/** Mistakes of the field as a whole, which no single input could show. */
function GeneralProblems(props: {
  readonly document: string;
  readonly field: string;
}): JSX.Element {
  const { session } = useDesigner();
  const known = createMemo(() => {
    const content = session.documents().get(props.document)?.content;
    const field = content && findField(content, props.field);
    const type = field && draftFieldType(field.schema);
    if (!type) return new Set<string>();
    const { ofType, value, conditions, advanced } = optionGroups(type);
    const keywords = [...ofType, ...value, ...conditions, ...advanced].map(
      (option) => option.keyword,
    );
    return new Set([...keywords, "title", "description", "name"]);
  });
  const general = () =>
    problemsAt(session.problems(), props.document, props.field).filter(
      (entry) => !known().has(inputKeyword(entry)),
    );
  return (
    <For each={general()}>
      {(entry) => (
        <p class="inspector-problem">
          <Icon name="circle-alert" size={14} />
          <span>{entry.problem.message}</span>
        </p>
      )}
    </For>
  );
}

interface OptionsProps {
  readonly title: string;
  readonly options: readonly FieldOption[];
  readonly inspected: InspectedField;
}

/** Options that few fields need: open once one of them is used. */
function FoldedOptions(props: OptionsProps) {
  const isUsed = () =>
    props.options.some(({ keyword }) => props.inspected.field.schema[keyword] !== undefined);
  return (
    <details class="inspector-section" open={isUsed()}>
      <summary>{props.title}</summary>
      <div class="inspector-options">
        <For each={props.options}>
          {(option) => <OptionInput option={option} inspected={props.inspected} />}
        </For>
      </div>
    </details>
  );
}

function OptionSection(props: OptionsProps) {
  return (
    <Show when={props.options.length > 0}>
      <fieldset class="inspector-section">
        <legend>{props.title}</legend>
        <div class="inspector-options">
          <For each={props.options}>
            {(option) => <OptionInput option={option} inspected={props.inspected} />}
          </For>
        </div>
      </fieldset>
    </Show>
  );
}
