import { Show } from "solid-js";
import { textOrEmpty } from "../../metadata/json-object.ts";
import { useDesigner } from "../shell/designer-context.ts";
import { ExpressionEditor } from "./expression-editor.tsx";
import type { OptionControlProps } from "./option-input.tsx";

/** An option that is an expression. */
export function ExpressionInput(props: OptionControlProps) {
  const { session } = useDesigner();
  return (
    <Show when={props.check.scope()}>
      {(scope) => (
        <ExpressionEditor
          link={props.link}
          value={textOrEmpty(props.value)}
          scope={scope()}
          problems={props.check.problems()}
          onInput={(written) => props.onChange(written === "" ? undefined : written, true)}
          onBlur={session.endGesture}
        />
      )}
    </Show>
  );
}
