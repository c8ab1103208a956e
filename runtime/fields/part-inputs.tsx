/** Inputs for the parts of a composite value, each with its own small label. */
import { For, type JSX } from "solid-js";
import type { FieldPart } from "../../metadata/fields/field-type.ts";
import { isJsonObject } from "../../metadata/json-object.ts";
import { locale } from "../language/locale.ts";
import type { ControlLink } from "../ui/field.tsx";
import { TextInput } from "../ui/text-input.tsx";
import type { ControlProps } from "./field-view.ts";
import "./part-inputs.css";

export type PartLink = ControlProps["link"];

/** The text of one part as it is typed. */
export function partOf(value: unknown, name: string): string {
  const part = isJsonObject(value) ? value[name] : undefined;
  return typeof part === "string" ? part : "";
}

/** The value with other parts; empty parts are left out, and without any it is empty. */
export function withParts(value: unknown, changes: Readonly<Record<string, string>>): unknown {
  const parts = { ...(isJsonObject(value) ? value : {}), ...changes };
  const kept = Object.entries(parts).filter(([, part]) => part !== "");
  return kept.length === 0 ? null : Object.fromEntries(kept);
}

interface PartInputsProps extends ControlProps {
  readonly parts: readonly FieldPart[];
  /** Another control than a plain input for a part. */
  readonly control?: (part: FieldPart, link: PartLink) => JSX.Element | undefined;
  readonly layout: "name" | "address";
}

export function PartInputs(props: PartInputsProps) {
  return (
    <div role="group" aria-label={props.field.title} class={`parts parts-${props.layout}`}>
      <For each={props.parts}>
        {(part, index) => {
          const link = partLink(props.link, part.name, () => index() === 0);
          return (
            <div class={`part part-${part.name}`}>
              <label class="part-label" for={link.id}>
                {part.title[locale()]}
              </label>
              {props.control?.(part, link) ?? (
                <TextInput
                  {...link}
                  value={partOf(props.value, part.name)}
                  onInput={(typed) =>
                    props.onChange(withParts(props.value, { [part.name]: typed }))
                  }
                  onBlur={() => props.onBlur()}
                />
              )}
            </div>
          );
        }}
      </For>
    </div>
  );
}

/** The first input stands for the whole field: its label and its error lead there. */
function partLink(whole: PartLink, name: string, first: () => boolean): ControlLink {
  return {
    get id() {
      return first() ? whole.id : `${whole.id}-${name}`;
    },
    get "aria-describedby"() {
      return whole["aria-describedby"];
    },
    get "aria-invalid"() {
      return whole["aria-invalid"];
    },
    get "aria-required"() {
      return first() ? whole["aria-required"] : undefined;
    },
  };
}
