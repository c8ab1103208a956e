import { For, Show } from "solid-js";
import { IconButton } from "../../runtime/ui/button.tsx";
import { type ControlLink, Field } from "../../runtime/ui/field.tsx";
import { Select, type SelectOption } from "../../runtime/ui/select.tsx";
import { text } from "../language/messages.ts";

/** Names as chips, in order, and a choice that adds the next. */
export function NameListInput(props: {
  readonly id: string;
  readonly label: string;
  readonly hint?: string;
  readonly required?: boolean;
  /** In a table, where the head says what it is. */
  readonly plain?: boolean;
  /** The order means something: a name can be put before the one in front of it. */
  readonly ordered?: boolean;
  readonly names: readonly string[];
  readonly choices: readonly SelectOption[];
  readonly problem: string | undefined;
  readonly onChange: (names: readonly string[]) => void;
}) {
  return (
    <Field
      id={props.id}
      label={props.label}
      hint={props.hint}
      required={props.required}
      class={props.plain ? "field-plain" : ""}
      error={props.problem}
    >
      {(link) => <NameList {...props} link={link} />}
    </Field>
  );
}

/** The chips and the choice, for fields that have their label already. */
export function NameList(props: {
  readonly link: ControlLink;
  readonly ordered?: boolean;
  readonly names: readonly string[];
  readonly choices: readonly SelectOption[];
  readonly onChange: (names: readonly string[]) => void;
}) {
  const titleOf = (name: string) =>
    props.choices.find((choice) => choice.value === name)?.label ?? name;
  const left = () => props.choices.filter((choice) => !props.names.includes(choice.value));
  return (
    <div class="name-list">
      <For each={props.names}>
        {(name) => (
          <span class="chip">
            {titleOf(name)}
            <Show when={props.ordered && name !== props.names[0]}>
              <IconButton
                small
                icon="arrow-left"
                label={text("move_up", { title: titleOf(name) })}
                onClick={() => props.onChange(movedBefore(props.names, name))}
              />
            </Show>
            <IconButton
              small
              icon="close"
              label={text("remove_named", { title: titleOf(name) })}
              onClick={() => props.onChange(props.names.filter((other) => other !== name))}
            />
          </span>
        )}
      </For>
      <Select
        {...props.link}
        small
        value=""
        placeholder={text("add_name")}
        options={left()}
        onChange={(name) => name !== "" && props.onChange([...props.names, name])}
      />
    </div>
  );
}

function movedBefore(names: readonly string[], name: string): readonly string[] {
  const at = names.indexOf(name);
  return names.toSpliced(at, 1).toSpliced(at - 1, 0, name);
}
