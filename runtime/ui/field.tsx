import { createUniqueId, type JSX, Show } from "solid-js";
import { Icon } from "./icon.tsx";
import "./field.css";

/** What a control must carry so that its label, hint and error are announced with it. */
export interface ControlLink {
  readonly id: string;
  readonly "aria-describedby": string | undefined;
  readonly "aria-invalid": "true" | undefined;
  readonly "aria-required": "true" | undefined;
}

export interface FieldProps {
  readonly label: string;
  readonly hint?: string | undefined;
  /** The sentence of what is wrong, in the user's language. */
  readonly error?: string | undefined;
  readonly required?: boolean | undefined;
  readonly id?: string | undefined;
  readonly class?: string | undefined;
  /** Gets reactive attributes: spread them on the control. */
  readonly children: (link: ControlLink) => JSX.Element;
}

/** A control with its label above, and the hint or the error below. */
export function Field(props: FieldProps) {
  const generated = createUniqueId();
  const id = () => props.id ?? generated;
  const link: ControlLink = {
    get id() {
      return id();
    },
    get "aria-describedby"() {
      const parts = [
        ...(props.error ? [`${id()}-error`] : []),
        ...(props.hint ? [`${id()}-hint`] : []),
      ];
      return parts.length > 0 ? parts.join(" ") : undefined;
    },
    get "aria-invalid"() {
      return props.error ? ("true" as const) : undefined;
    },
    get "aria-required"() {
      return props.required ? ("true" as const) : undefined;
    },
  };
  return (
    <div class={`field ${props.class ?? ""}`}>
      <label class="field-label" for={id()} id={`${id()}-label`}>
        {props.label}
        <Show when={props.required}>
          <span class="field-required" aria-hidden="true">
            *
          </span>
        </Show>
      </label>
      {props.children(link)}
      <Show when={props.error}>
        <p class="field-error" id={`${id()}-error`}>
          <Icon name="circle-alert" />
          <span>{props.error}</span>
        </p>
      </Show>
      <Show when={props.hint}>
        <p class="field-hint" id={`${id()}-hint`}>
          {props.hint}
        </p>
      </Show>
    </div>
  );
}
