import { createMemo, createSignal, createUniqueId, For, Show } from "solid-js";
import type { FilterOperator } from "../../metadata/fields/field-type.ts";
import type { FieldModel, ObjectModel } from "../../metadata/model/object-model.ts";
import { fieldView } from "../fields/index.ts";
import { fieldChoices } from "../fields/select.tsx";
import { text } from "../language/messages.ts";
import { comparedField, comparisonProblem } from "../state/filter-expression.ts";
import type { FilterCondition } from "../state/list-view.ts";
import { typedWords } from "../state/problem-words.ts";
import { Button } from "../ui/button.tsx";
import { Checkbox } from "../ui/checkbox.tsx";
import { Field } from "../ui/field.tsx";
import { Select } from "../ui/select.tsx";
import { filterFields } from "./filter-fields.ts";
import { filterValue, operatorNeedsValue, operatorWord } from "./filter-words.ts";

/** One condition: field, operator by its type, value in the field's own control. */
export function FilterEditor(props: {
  readonly model: ObjectModel;
  readonly initial: FilterCondition | undefined;
  readonly onApply: (condition: FilterCondition) => void;
  readonly onCancel: () => void;
}) {
  const fields = createMemo(() => filterFields(props.model));
  const [fieldName, setFieldName] = createSignal(props.initial?.field ?? fields()[0]?.name ?? "");
  const field = () => props.model.byName.get(fieldName()) ?? fields()[0];
  const [operator, setOperator] = createSignal<FilterOperator>(
    props.initial?.operator ?? usualOperator(field()),
  );
  const [values, setValues] = createSignal<readonly string[]>(props.initial?.values ?? []);
  const [tried, setTried] = createSignal(false);
  const valueId = createUniqueId();
  const complete = () => !operatorNeedsValue(operator()) || values().length > 0;
  const mistake = () => {
    const chosen = field();
    if (chosen === undefined || !operatorNeedsValue(operator())) return undefined;
    const problems = values().flatMap(
      (value) => comparisonProblem(chosen, operator(), value) ?? [],
    );
    return problems[0] && typedWords(problems[0]);
  };
  const change = (next: readonly string[]) => {
    setTried(false);
    setValues(next);
  };
  const apply = () => {
    if (!complete()) return;
    if (mistake() !== undefined) {
      setTried(true);
      document.getElementById(valueId)?.focus();
      return;
    }
    const needed = operatorNeedsValue(operator()) ? values() : [];
    props.onApply({ field: fieldName(), operator: operator(), values: needed });
  };
  return (
    <form
      class="filter-editor"
      onSubmit={(event) => {
        event.preventDefault();
        apply();
      }}
    >
      <Field label={text("filter_field")}>
        {(link) => (
          <Select
            {...link}
            autofocus
            value={fieldName()}
            options={fields().map((entry) => ({ value: entry.name, label: entry.title }))}
            onChange={(name) => {
              setFieldName(name);
              setOperator(usualOperator(field()));
              change([]);
            }}
          />
        )}
      </Field>
      <Show when={field()} keyed>
        {(chosen) => (
          <>
            <Field label={text("filter_operator")}>
              {(link) => (
                <Select
                  {...link}
                  value={operator()}
                  options={chosen.type.operators.map((name) => ({
                    value: name,
                    label: operatorWord(chosen, name),
                  }))}
                  onChange={(name) => {
                    const next = chosen.type.operators.find((entry) => entry === name);
                    if (next) setOperator(next);
                  }}
                />
              )}
            </Field>
            <Show when={operatorNeedsValue(operator())}>
              <FilterValue
                id={valueId}
                field={comparedField(chosen)}
                operator={operator()}
                values={values()}
                error={tried() ? mistake() : undefined}
                onChange={change}
              />
            </Show>
          </>
        )}
      </Show>
      <div class="filter-editor-foot">
        <Button onClick={() => props.onCancel()}>{text("cancel")}</Button>
        <Button type="submit" variant="primary" disabled={!complete()}>
          {text("filter_apply")}
        </Button>
      </div>
    </form>
  );
}

function usualOperator(field: FieldModel | undefined): FilterOperator {
  const operators = field?.type.operators ?? [];
  const preferred: readonly FilterOperator[] =
    field?.type.group === "choice"
      ? ["one_of", "has"]
      : field?.type.group === "time"
        ? ["greater_or_equal"]
        : ["contains", "equals", "has"];
  return preferred.find((name) => operators.includes(name)) ?? operators[0] ?? "equals";
}

function FilterValue(props: {
  readonly id: string;
  readonly field: FieldModel;
  readonly operator: FilterOperator;
  readonly values: readonly string[];
  readonly error: string | undefined;
  readonly onChange: (values: readonly string[]) => void;
}) {
  const choices = () => fieldChoices(props.field.schema);
  const several = () => props.operator === "one_of" || props.operator === "has";
  const Control = fieldView(props.field).Control;
  const change = (value: unknown) => {
    if (Array.isArray(value)) props.onChange(value.map(String).slice(-1));
    else props.onChange(value === null || value === undefined ? [] : [String(value)]);
  };
  return (
    <Show
      when={several() && choices().length > 0}
      fallback={
        <Field id={props.id} label={text("filter_value")} error={props.error}>
          {(link) => (
            <Show when={props.field.type.wire !== "boolean"} fallback={<BooleanValue {...props} />}>
              <Control
                field={props.field}
                value={props.values[0] === undefined ? null : single(props.field, props.values)}
                onChange={change}
                onBlur={() => undefined}
                link={link}
              />
            </Show>
          )}
        </Field>
      }
    >
      <fieldset class="filter-choices">
        <legend class="field-label">{text("filter_value")}</legend>
        <For each={choices()}>
          {(choice) => (
            <Checkbox
              label={choice.title}
              checked={props.values.includes(choice.value)}
              onChange={(checked) =>
                props.onChange(
                  choices()
                    .map((entry) => entry.value)
                    .filter((entry) =>
                      entry === choice.value ? checked : props.values.includes(entry),
                    ),
                )
              }
            />
          )}
        </For>
      </fieldset>
    </Show>
  );
}

function single(field: FieldModel, values: readonly string[]): unknown {
  const value = filterValue(field, values[0] ?? "");
  return field.type.storage === "link_table" ? [value] : value;
}

function BooleanValue(props: {
  readonly values: readonly string[];
  readonly onChange: (values: readonly string[]) => void;
}) {
  return (
    <Select
      aria-label={text("filter_value")}
      value={props.values[0] ?? ""}
      placeholder=""
      options={[
        { value: "true", label: text("yes") },
        { value: "false", label: text("no") },
      ]}
      onChange={(value) => props.onChange(value === "" ? [] : [value])}
    />
  );
}
