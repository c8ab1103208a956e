import { For, type JSX, Show, splitProps } from "solid-js";
import { Icon } from "./icon.tsx";
import "./field.css";

export interface SelectOption {
  readonly value: string;
  readonly label: string;
  readonly disabled?: boolean;
}

export interface SelectProps
  extends Omit<JSX.SelectHTMLAttributes<HTMLSelectElement>, "onChange" | "value"> {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly options: readonly SelectOption[];
  /** Label of the empty choice; without it the select always has a value. */
  readonly placeholder?: string | undefined;
  readonly small?: boolean;
}

/** A native select: the fastest to mount, and the phone's own picker on phones. */
export function Select(props: SelectProps) {
  const [own, rest] = splitProps(props, [
    "value",
    "onChange",
    "options",
    "placeholder",
    "small",
    "class",
  ]);
  return (
    <span class="select">
      <select
        {...rest}
        class={`input ${own.small ? "input-small" : ""} ${own.class ?? ""}`}
        classList={{ "select-empty": own.value === "" }}
        onChange={(event) => own.onChange(event.currentTarget.value)}
      >
        <Show when={own.placeholder !== undefined}>
          <option value="" selected={own.value === ""}>
            {own.placeholder}
          </option>
        </Show>
        <For each={own.options}>
          {(option) => (
            <option
              value={option.value}
              selected={option.value === own.value}
              disabled={option.disabled ?? false}
            >
              {option.label}
            </option>
          )}
        </For>
      </select>
      <Icon name="chevron-down" size={14} />
    </span>
  );
}
