import { taskText } from "../../language/tasks/messages.ts";
import { Field } from "../../ui/field.tsx";
import { TextArea } from "../../ui/text-input.tsx";

/** What somebody has to say about it. */
export function OpinionInput(props: {
  readonly value: string;
  readonly required: boolean;
  readonly error?: string | undefined;
  readonly onInput: (text: string) => void;
}) {
  return (
    <Field
      label={taskText("opinion")}
      hint={taskText("opinion_hint")}
      required={props.required}
      error={props.error}
    >
      {(link) => (
        <TextArea
          {...link}
          name="opinion"
          rows={3}
          maxLength={4000}
          autofocus
          value={props.value}
          onInput={props.onInput}
        />
      )}
    </Field>
  );
}
