import { createMemo, Show } from "solid-js";
import { compileExpression } from "../../metadata/expressions/index.ts";
import { booleanType, type Scope } from "../../metadata/expressions/types.ts";
import { type Problem, problemMessage } from "../../metadata/problem.ts";
import { locale } from "../../runtime/language/locale.ts";
import { Field } from "../../runtime/ui/field.tsx";
import { ExpressionEditor } from "./expression-editor.tsx";

export interface ConditionInputProps {
  readonly id: string;
  readonly label: string;
  readonly hint?: string | undefined;
  readonly required?: boolean;
  readonly value: string;
  /** The names it may use; null while the object cannot be resolved. */
  readonly scope: Scope | null;
  /** What only the server sees. */
  readonly problem: string | undefined;
  /** Undefined when nothing is left of it. */
  readonly onInput: (text: string | undefined) => void;
  readonly onBlur: () => void;
}

/** An expression that is true or false, checked while it is typed. */
export function ConditionInput(props: ConditionInputProps) {
  const problems = createMemo((): readonly Problem[] => {
    if (props.value.trim() === "" || !props.scope) return [];
    const result = compileExpression(props.value, props.scope, booleanType);
    return result.ok ? [] : result.problems;
  });
  const error = () => {
    const first = problems()[0];
    return first ? problemMessage(first, locale()) : props.problem;
  };
  return (
    <Field
      id={props.id}
      label={props.label}
      hint={props.hint}
      required={props.required}
      error={error()}
    >
      {(link) => (
        <Show when={props.scope}>
          {(scope) => (
            <ExpressionEditor
              link={link}
              value={props.value}
              scope={scope()}
              problems={problems()}
              onInput={(text) => props.onInput(text === "" ? undefined : text)}
              onBlur={props.onBlur}
            />
          )}
        </Show>
      )}
    </Field>
  );
}
