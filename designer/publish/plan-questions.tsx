import { For, Show } from "solid-js";
import type { PlanQuestion } from "../../metadata/wire.ts";
import { Icon } from "../../runtime/ui/icon.tsx";
import { text } from "../language/messages.ts";

/** What only a person can decide, asked before anything is done. */
export function PlanQuestions(props: {
  readonly questions: readonly PlanQuestion[];
  readonly answers: Readonly<Record<string, string>>;
  readonly onAnswer: (id: string, value: string) => void;
}) {
  return (
    <Show when={props.questions.length > 0}>
      <section class="plan-questions" aria-label={text("questions")}>
        <For each={props.questions}>
          {(question) => (
            <fieldset>
              <legend>
                <Icon name="info" />
                {question.sentence}
              </legend>
              <For each={question.choices}>
                {(choice) => (
                  <label class="check">
                    <input
                      type="radio"
                      name={question.id}
                      value={choice.value}
                      checked={(props.answers[question.id] ?? question.answer) === choice.value}
                      onChange={() => props.onAnswer(question.id, choice.value)}
                    />
                    <span>{choice.title}</span>
                  </label>
                )}
              </For>
            </fieldset>
          )}
        </For>
      </section>
    </Show>
  );
}
