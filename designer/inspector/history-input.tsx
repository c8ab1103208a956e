import { objectOrEmpty } from "../../metadata/json-object.ts";
import { Field } from "../../runtime/ui/field.tsx";
import { changeObjectOption } from "../commands/index.ts";
import type { DesignDocument } from "../document/design-documents.ts";
import { text } from "../language/messages.ts";
import { keywordInputId, useDesigner } from "../shell/designer-context.ts";
import { NumberOption } from "./number-option.tsx";

const days = { kind: "whole_number" } as const;

/** For how many days it is kept who changed what. */
export function HistoryInput(props: {
  readonly document: DesignDocument;
  readonly problem: string | undefined;
}) {
  const { session } = useDesigner();
  const history = () => objectOrEmpty(props.document.content.history);
  return (
    <Field
      label={text("history_days")}
      hint={text("history_days_hint")}
      error={props.problem}
      id={keywordInputId("history")}
    >
      {(link) => (
        <NumberOption
          option={days}
          link={link}
          value={history().days}
          onChange={(value) =>
            session.run(
              changeObjectOption,
              {
                document: props.document.key,
                keyword: "history",
                value: value === undefined ? undefined : { ...history(), days: value },
              },
              `history:${props.document.key}`,
            )
          }
        />
      )}
    </Field>
  );
}
