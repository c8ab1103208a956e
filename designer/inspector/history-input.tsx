import { createSignal } from "solid-js";
import { objectOrEmpty } from "../../metadata/json-object.ts";
import { Field } from "../../runtime/ui/field.tsx";
import { TextInput } from "../../runtime/ui/text-input.tsx";
import { changeObjectOption } from "../commands/index.ts";
import type { DesignDocument } from "../document/design-documents.ts";
import { text } from "../language/messages.ts";
import { keywordInputId, useDesigner } from "../shell/designer-context.ts";
import { readOption } from "./number-option.tsx";

/** For how many days it is kept who changed what. */
export function HistoryInput(props: {
  readonly document: DesignDocument;
  readonly problem: string | undefined;
}) {
  const { session } = useDesigner();
  const [unfinished, setUnfinished] = createSignal<string>();
  const written = () => {
    const { days } = objectOrEmpty(props.document.content.history);
    return days === undefined ? "" : String(days);
  };
  const input = (typed: string) => {
    const read = readOption(typed, "whole_number");
    setUnfinished(read === null ? typed : undefined);
    if (read === null) return;
    const kept = { ...objectOrEmpty(props.document.content.history), days: read.value };
    session.run(changeObjectOption, {
      document: props.document.key,
      keyword: "history",
      value: read.value === undefined ? undefined : kept,
    });
  };
  return (
    <Field
      label={text("history_days")}
      hint={text("history_days_hint")}
      error={props.problem}
      id={keywordInputId("history")}
    >
      {(link) => (
        <TextInput
          {...link}
          aria-invalid={unfinished() === undefined ? link["aria-invalid"] : "true"}
          numeric
          inputmode="numeric"
          value={unfinished() ?? written()}
          onInput={input}
          onBlur={() => {
            setUnfinished(undefined);
            session.endGesture();
          }}
        />
      )}
    </Field>
  );
}
