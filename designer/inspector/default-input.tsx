import { createMemo, createSignal, Show } from "solid-js";
import { defaultExpression } from "../../metadata/model/resolve-object.ts";
import { findFieldModel } from "../../metadata/refactor/sound-models.ts";
import { fieldView } from "../../runtime/fields/index.ts";
import { writtenValue } from "../../runtime/state/unread-text.ts";
import { Select } from "../../runtime/ui/select.tsx";
import { text } from "../language/messages.ts";
import { useDesigner } from "../shell/designer-context.ts";
import { ExpressionEditor } from "./expression-editor.tsx";
import type { OptionControlProps } from "./option-input.tsx";

type Mode = "none" | "value" | "expression";

/** The default: nothing, a value entered in the field's own control, or an expression. */
export function DefaultInput(props: OptionControlProps) {
  const { session } = useDesigner();
  const [chosen, setChosen] = createSignal<Mode>();
  const expression = () => defaultExpression(props.value);
  const mode = (): Mode => {
    if (expression() !== null) return "expression";
    if (props.value !== undefined && props.value !== null) return "value";
    return chosen() ?? "none";
  };
  const choose = (next: Mode) => {
    setChosen(next);
    if (next !== mode() || next === "none") props.onChange(undefined);
  };
  const model = createMemo(() => {
    const { document, field } = props.inspected;
    const found = findFieldModel(session.models().get(document.name), field.path);
    // The default of a computed or read-only field is entered all the same.
    return found && { ...found, readOnly: false };
  });
  return (
    <div class="default-input">
      <Select
        {...props.link}
        value={mode()}
        options={(["none", "value", "expression"] as const).map((value) => ({
          value,
          label: text(`default_${value}`),
        }))}
        onChange={(next) => choose(next === "value" || next === "expression" ? next : "none")}
      />
      <Show when={mode() === "value" && model()}>
        {(field) => {
          const view = fieldView(field());
          return (
            <view.Control
              field={field()}
              value={props.value ?? null}
              onChange={(value) => props.onChange(writtenValue(value) ?? undefined, true)}
              onBlur={session.endGesture}
              link={{
                id: `${props.link.id}-value`,
                "aria-label": text("default_value"),
                "aria-describedby": undefined,
                "aria-invalid": props.link["aria-invalid"],
                "aria-required": undefined,
              }}
            />
          );
        }}
      </Show>
      <Show when={mode() === "expression"}>
        <DefaultExpression {...props} expression={expression() ?? ""} />
      </Show>
    </div>
  );
}

function DefaultExpression(props: OptionControlProps & { readonly expression: string }) {
  const { session } = useDesigner();
  return (
    <Show when={props.check.scope()}>
      {(scope) => (
        <ExpressionEditor
          link={{ ...props.link, id: `${props.link.id}-expression` }}
          value={props.expression}
          scope={scope()}
          problems={props.check.problems()}
          onInput={(written) =>
            props.onChange(written === "" ? undefined : { expression: written }, true)
          }
          onBlur={session.endGesture}
        />
      )}
    </Show>
  );
}
