import { createMemo, For, Show } from "solid-js";
import type { PlanQuestion } from "../../metadata/wire.ts";
import { fieldView } from "../../runtime/fields/index.ts";
import { writtenValue } from "../../runtime/state/unread-text.ts";
import { Field } from "../../runtime/ui/field.tsx";
import { TextInput } from "../../runtime/ui/text-input.tsx";
import { useDesigner } from "../shell/designer-context.ts";
import { type Answers, questionField } from "./plan-answers.ts";

export interface PlanQuestionProps {
  readonly question: PlanQuestion;
  readonly answers: Answers;
  /** What is wrong with the answer that the plan was made with. */
  readonly problems: readonly string[];
  readonly onAnswer: (id: string, value: unknown) => void;
}

/** A question of the plan: choices as radio buttons, a value in the field's own control. */
export function PlanQuestionInput(props: PlanQuestionProps) {
  const value = () => props.answers[props.question.id] ?? props.question.answer;
  return (
    <Show when={props.question.choices.length > 0} fallback={<ValueQuestion {...props} />}>
      <fieldset class="plan-question">
        <legend>{props.question.sentence}</legend>
        <For each={props.question.choices}>
          {(choice) => (
            <label class="check">
              <input
                type="radio"
                name={props.question.id}
                value={choice.value}
                checked={value() === choice.value}
                onChange={() => props.onAnswer(props.question.id, choice.value)}
              />
              <span>{choice.title}</span>
            </label>
          )}
        </For>
      </fieldset>
    </Show>
  );
}

function ValueQuestion(props: PlanQuestionProps) {
  const { session } = useDesigner();
  const field = createMemo(() => questionField(props.question.id, session.models()));
  const value = () => props.answers[props.question.id] ?? null;
  const answer = (next: unknown) => props.onAnswer(props.question.id, next);
  return (
    <div class="plan-question">
      <Field label={props.question.sentence} error={props.problems.join(" ") || undefined} required>
        {(link) => (
          <Show
            when={field()}
            fallback={
              <TextInput {...link} value={String(value() ?? "")} onInput={(next) => answer(next)} />
            }
          >
            {(model) =>
              fieldView(model()).Control({
                field: { ...model(), readOnly: false },
                get value() {
                  return value();
                },
                onChange: (next) => answer(writtenValue(next)),
                onBlur: () => {},
                link,
              })
            }
          </Show>
        )}
      </Field>
    </div>
  );
}
