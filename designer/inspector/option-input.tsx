import { createMemo, type JSX, Match, Show, Switch } from "solid-js";
import { fitsBeside, isSiblingKeyword } from "../../metadata/fields/sibling-fields.ts";
import { isJsonObject, textOrEmpty, textsOf } from "../../metadata/json-object.ts";
import { problemMessage } from "../../metadata/problem.ts";
import { locale } from "../../runtime/language/locale.ts";
import { Checkbox } from "../../runtime/ui/checkbox.tsx";
import { type ControlLink, Field } from "../../runtime/ui/field.tsx";
import { Select } from "../../runtime/ui/select.tsx";
import { TextInput } from "../../runtime/ui/text-input.tsx";
import { changeFieldOption } from "../commands/index.ts";
import { documentsOfKind } from "../document/design-documents.ts";
import { documentTitle, fieldTitle } from "../document/document-title.ts";
import { draftFieldType } from "../document/draft-field-type.ts";
import { type FieldEntry, findField, siblingFields } from "../document/object-fields.ts";
import { inputKeyword, problemsAt } from "../document/problem-location.ts";
import { text } from "../language/messages.ts";
import { keywordInputId, useDesigner } from "../shell/designer-context.ts";
import { DefaultInput } from "./default-input.tsx";
import { createExpressionCheck, type ExpressionCheck } from "./expression-check.ts";
import { ExpressionInput } from "./expression-input.tsx";
import type { InspectedField } from "./field-inspector.tsx";
import { type FieldOption, optionHolder } from "./field-options.ts";
import { NameList } from "./name-list-input.tsx";
import { NumberOption } from "./number-option.tsx";
import { OptionsListEditor } from "./options-list-editor.tsx";

export interface OptionInputProps {
  readonly option: FieldOption;
  readonly inspected: InspectedField;
}

/** Short values: two stand beside one another. */
const numberKinds: ReadonlySet<string> = new Set(["whole_number", "number", "exact_number"]);

/** What every kind of option input gets. */
export interface OptionControlProps extends OptionInputProps {
  readonly link: ControlLink;
  readonly value: unknown;
  readonly check: ExpressionCheck;
  /** `undefined` removes the option. Changes of one gesture are one step of undo. */
  readonly onChange: (value: unknown, gesture?: boolean) => void;
}

/** The input of one option, chosen by what its schema says. */
export function OptionInput(props: OptionInputProps) {
  const { session } = useDesigner();
  const value = () =>
    optionHolder(props.inspected.field.schema, props.option)[props.option.keyword];
  const problem = createMemo(() => {
    const { document, field } = props.inspected;
    return problemsAt(session.problems(), document.key, field.id).find(
      (entry) => inputKeyword(entry) === props.option.keyword,
    )?.problem.message;
  });
  const change = (next: unknown, gesture = false) => {
    const { document, field } = props.inspected;
    const { keyword, inItems } = props.option;
    session.run(
      changeFieldOption,
      { document: document.key, field: field.id, keyword, value: next, inItems },
      gesture ? `option:${field.id}:${keyword}` : undefined,
    );
  };
  const check = createExpressionCheck(
    () => props.inspected,
    () => props.option,
    value,
  );
  /** What is wrong is said while it is typed; what only the server sees, after saving. */
  const error = () => {
    const first = check.problems()[0];
    return first ? problemMessage(first, locale()) : problem();
  };
  const compact = () => numberKinds.has(props.option.kind);
  const title = () =>
    props.option.kind === "choices" ? text("choices") : props.option.title[locale()];
  const hint = () => props.option.description[locale()];
  return (
    <Show
      when={props.option.kind !== "flag"}
      fallback={
        <div class="option-flag">
          <Checkbox
            id={keywordInputId(props.option.keyword)}
            label={title()}
            title={hint()}
            checked={value() === true}
            onChange={(checked) => change(checked || undefined)}
          />
          <p class="field-hint">{hint()}</p>
        </div>
      }
    >
      <Field
        id={keywordInputId(props.option.keyword)}
        class={`option option-${props.option.kind} ${compact() ? "option-compact" : ""}`}
        label={title()}
        hint={hint()}
        error={error()}
        required={props.option.required}
      >
        {(link) => (
          <Control {...props} link={link} value={value()} check={check} onChange={change} />
        )}
      </Field>
    </Show>
  );
}

function Control(props: OptionControlProps): JSX.Element {
  const { session } = useDesigner();
  return (
    <Switch
      fallback={
        <TextInput
          {...props.link}
          value={textOrEmpty(props.value)}
          onInput={(typed) => props.onChange(typed === "" ? undefined : typed, true)}
          onBlur={session.endGesture}
        />
      }
    >
      <Match when={props.option.kind === "choices"}>
        <OptionsListEditor {...props} />
      </Match>
      <Match when={props.option.kind === "choice"}>
        <ChoiceOption {...props} />
      </Match>
      <Match when={props.option.kind === "object"}>
        <ObjectOption {...props} />
      </Match>
      <Match when={props.option.kind === "objects"}>
        <ObjectsOption {...props} />
      </Match>
      <Match when={props.option.kind === "sibling_field"}>
        <SiblingOption {...props} />
      </Match>
      <Match when={props.option.kind === "expression"}>
        <ExpressionInput {...props} />
      </Match>
      <Match when={props.option.kind === "default"}>
        <DefaultInput {...props} />
      </Match>
      <Match when={numberKinds.has(props.option.kind)}>
        <NumberOption {...props} />
      </Match>
    </Switch>
  );
}

/** Words for the values of a closed choice stand in the option's own schema, else the value. */
function ChoiceOption(props: OptionControlProps) {
  const values = () => {
    const { schema } = props.option;
    return Array.isArray(schema.enum) ? schema.enum.map(String) : [];
  };
  const word = (value: string) => {
    const words = props.option.schema["x-words"];
    const entry = isJsonObject(words) ? words[value] : undefined;
    return isJsonObject(entry) ? textOrEmpty(entry[locale()]) || value : value;
  };
  return (
    <Select
      {...props.link}
      value={textOrEmpty(props.value)}
      placeholder={text("not_set")}
      options={values().map((value) => ({ value, label: word(value) }))}
      onChange={(value) => props.onChange(value === "" ? undefined : value)}
    />
  );
}

/** All objects of the draft, to choose from. */
function objectChoices() {
  const { session } = useDesigner();
  return createMemo(() =>
    documentsOfKind(session.documents(), "object").map((document) => ({
      value: document.name,
      label: `${documentTitle(session.documents(), document, locale())} (${document.name})`,
    })),
  );
}

function ObjectsOption(props: OptionControlProps) {
  const choices = objectChoices();
  return (
    <NameList
      link={props.link}
      ordered
      names={textsOf(props.value)}
      choices={choices()}
      onChange={(names) => props.onChange(names.length === 0 ? undefined : names)}
    />
  );
}

function ObjectOption(props: OptionControlProps) {
  const options = objectChoices();
  const all = () => {
    const current = textOrEmpty(props.value);
    const known = current === "" || options().some((option) => option.value === current);
    return known ? options() : [...options(), { value: current, label: current }];
  };
  return (
    <Select
      {...props.link}
      value={textOrEmpty(props.value)}
      placeholder={text("choose")}
      options={all()}
      onChange={(value) => props.onChange(value === "" ? undefined : value)}
    />
  );
}

/** The fields beside that fit, and the one that is chosen. */
function SiblingOption(props: OptionControlProps) {
  const { session } = useDesigner();
  const options = createMemo(() => {
    const { document, field } = props.inspected;
    const { keyword } = props.option;
    const parent = findField(document.content, field.parent) ?? null;
    const fits = ({ id, name, schema }: FieldEntry) =>
      name === props.value ||
      (id !== field.id &&
        isSiblingKeyword(keyword) &&
        fitsBeside(keyword, draftFieldType(schema)?.name));
    return siblingFields(document.content, parent)
      .filter(fits)
      .map((sibling) => ({
        value: sibling.name,
        label: fieldTitle(session.documents(), document, sibling, locale()),
      }));
  });
  return (
    <Select
      {...props.link}
      value={textOrEmpty(props.value)}
      placeholder={text("not_set")}
      options={options()}
      onChange={(value) => props.onChange(value === "" ? undefined : value)}
    />
  );
}
