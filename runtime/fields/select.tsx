import { For, Show } from "solid-js";
import type { PropertySchema } from "../../metadata/fields/field-type.ts";
import { type Choice, choicesOf, choiceTitle } from "../../metadata/fields/values/choices.ts";
import { stateKind } from "../../metadata/model/lifecycle-path.ts";
import { decidingField, offeredChoices } from "../../metadata/validate/dependent-options.ts";
import { text } from "../language/messages.ts";
import { Checkbox } from "../ui/checkbox.tsx";
import { Tag } from "../ui/message.tsx";
import { Select } from "../ui/select.tsx";
import { StateBadge } from "../ui/state-badge.tsx";
import type { CellProps, ControlProps, FieldView } from "./field-view.ts";

/** Options of a select, or of the items of a multi-select. */
export function fieldChoices(schema: PropertySchema): readonly Choice[] {
  const items = schema.items;
  const inner = typeof items === "object" && items !== null ? { ...items } : schema;
  return choicesOf(inner) ?? choicesOf(schema) ?? [];
}

/** Options get their colour by their place, grey last, so that an order of states reads as one. */
function tone(value: string, choices: readonly Choice[]): number {
  const at = choices.findIndex((choice) => choice.value === value);
  return at < 0 ? 0 : 1 + (at % 7);
}

function ChoiceTag(props: { readonly value: string; readonly choices: readonly Choice[] }) {
  return (
    <Tag tone={tone(props.value, props.choices)}>{choiceTitle(props.value, props.choices)}</Tag>
  );
}

function SelectCell(props: CellProps) {
  const value = () => (typeof props.value === "string" ? props.value : "");
  const choices = () => fieldChoices(props.field.schema);
  return (
    <Show when={props.field.stateOf} fallback={<ChoiceTag value={value()} choices={choices()} />}>
      {(lifecycle) => (
        <StateBadge kind={stateKind(lifecycle(), value())}>
          {choiceTitle(value(), choices())}
        </StateBadge>
      )}
    </Show>
  );
}

function SelectControl(props: ControlProps) {
  const value = () => (typeof props.value === "string" ? props.value : "");
  /** Without a record around it (a filter), every option is offered. */
  const fits = (choice: Choice) => {
    const deciding = decidingField(props.field.schema);
    if (deciding === null || props.beside === undefined) return true;
    return offeredChoices([choice], props.beside(deciding)).length > 0;
  };
  const options = () => {
    const choices = fieldChoices(props.field.schema);
    const offered = choices
      .filter((choice) => (!choice.deprecated && fits(choice)) || choice.value === value())
      .map((choice) => ({ value: choice.value, label: choice.title }));
    const known = value() === "" || choices.some((choice) => choice.value === value());
    return known ? offered : [...offered, { value: value(), label: value() }];
  };
  return (
    <Select
      {...props.link}
      small={props.compact ?? false}
      value={value()}
      options={options()}
      placeholder={props.compact ? "" : text("form_select_none")}
      onChange={(chosen) => {
        props.onChange(chosen === "" ? null : chosen);
      }}
      onBlur={() => props.onBlur()}
    />
  );
}

function texts(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((entry) => typeof entry === "string") : [];
}

function MultiSelectCell(props: CellProps) {
  return (
    <span class="tags">
      <For each={texts(props.value)}>
        {(entry) => <ChoiceTag value={entry} choices={fieldChoices(props.field.schema)} />}
      </For>
    </span>
  );
}

function MultiSelectControl(props: ControlProps) {
  const toggle = (value: string, chosen: boolean) => {
    const kept = texts(props.value).filter((entry) => entry !== value);
    // In the order of the options, so that the same choice is the same value.
    const next = fieldChoices(props.field.schema)
      .map((choice) => choice.value)
      .filter((entry) => (entry === value ? chosen : kept.includes(entry)));
    props.onChange(next.length === 0 ? null : next);
  };
  return (
    <div
      class="choice-list"
      role="group"
      id={props.link.id}
      aria-describedby={props.link["aria-describedby"]}
      aria-label={props.field.title}
    >
      <For each={fieldChoices(props.field.schema)}>
        {(choice) => (
          <Checkbox
            label={choice.title}
            checked={texts(props.value).includes(choice.value)}
            onChange={(checked) => toggle(choice.value, checked)}
            onBlur={() => props.onBlur()}
          />
        )}
      </For>
    </div>
  );
}

export const selectView: FieldView = {
  Cell: SelectCell,
  Control: SelectControl,
  align: "start",
  width: 130,
};

export const multiSelectView: FieldView = {
  Cell: MultiSelectCell,
  Control: MultiSelectControl,
  align: "start",
  width: 200,
  wide: true,
};
