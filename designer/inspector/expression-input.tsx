import { createMemo, Show } from "solid-js";
import { compileExpression } from "../../metadata/expressions/index.ts";
import { booleanType, type ExpressionType, type Scope } from "../../metadata/expressions/types.ts";
import { fieldTypeOf } from "../../metadata/fields/index.ts";
import { textOrEmpty } from "../../metadata/json-object.ts";
import { objectScope } from "../../metadata/model/object-scope.ts";
import { holderModel } from "../document/draft-models.ts";
import { useDesigner } from "../shell/designer-context.ts";
import { ExpressionEditor } from "./expression-editor.tsx";
import type { InspectedField } from "./field-inspector.tsx";
import type { OptionControlProps } from "./option-input.tsx";

/** The names an expression of this field may use, as the draft has them. */
export function createFieldScope(inspected: () => InspectedField): () => Scope | null {
  const { session } = useDesigner();
  return createMemo(() => {
    const models = session.models();
    const { document, field } = inspected();
    const model = holderModel(models.get(document.name), field.path);
    return model ? objectScope(model, models) : null;
  });
}

/** An option that is an expression: checked while it is typed, the mistake underlined. */
export function ExpressionInput(props: OptionControlProps) {
  const { session } = useDesigner();
  const scope = createFieldScope(() => props.inspected);
  /** A formula gives the field's own type; conditions give yes or no. */
  const expected = (): ExpressionType | undefined => {
    if (props.option.keyword !== "formula") return booleanType;
    const { schema } = props.inspected.field;
    return fieldTypeOf(schema)?.expressionType(schema) ?? undefined;
  };
  const problems = () => {
    const current = scope();
    const written = textOrEmpty(props.value);
    if (!current || written.trim() === "") return [];
    const result = compileExpression(written, current, expected());
    return result.ok ? [] : result.problems;
  };
  return (
    <Show when={scope()}>
      {(current) => (
        <ExpressionEditor
          link={props.link}
          value={textOrEmpty(props.value)}
          scope={current()}
          problems={problems()}
          onInput={(written) => props.onChange(written === "" ? undefined : written, true)}
          onBlur={session.endGesture}
        />
      )}
    </Show>
  );
}
