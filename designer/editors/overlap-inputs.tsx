import { createMemo } from "solid-js";
import { fieldTypeOf } from "../../metadata/fields/index.ts";
import {
  type JsonSchema,
  objectOrEmpty,
  textOrEmpty,
  textsOf,
} from "../../metadata/json-object.ts";
import { Field } from "../../runtime/ui/field.tsx";
import { Select } from "../../runtime/ui/select.tsx";
import type { PartPath } from "../document/document-part.ts";
import type { FieldEntry } from "../document/object-fields.ts";
import { NameListInput } from "../inspector/name-list-input.tsx";
import { text } from "../language/messages.ts";
import { partInputId, useDesigner } from "../shell/designer-context.ts";
import { fieldChoices, withName } from "./field-choices.ts";

export interface OverlapInputsProps {
  readonly documentKey: string;
  readonly rule: JsonSchema;
  readonly place: (...rest: PartPath) => PartPath;
  readonly problem: (...rest: PartPath) => string | undefined;
  readonly write: (path: PartPath, value: unknown) => void;
}

const isMoment = (field: FieldEntry): boolean => {
  const kind = fieldTypeOf(field.schema)?.expressionType(field.schema)?.kind;
  return kind === "date" || kind === "datetime";
};
const isKey = (field: FieldEntry): boolean => fieldTypeOf(field.schema)?.uniqueAllowed === true;

/** Whose periods may not overlap, and where they begin and end. */
export function OverlapInputs(props: OverlapInputsProps) {
  const { session } = useDesigner();
  const periods = () => objectOrEmpty(props.rule.no_overlap);
  const document = () => session.documents().get(props.documentKey);
  const keys = createMemo(() => fieldChoices(session.documents(), document(), isKey));
  const moments = createMemo(() => fieldChoices(session.documents(), document(), isMoment));
  return (
    <>
      <div class="entry-wide">
        <NameListInput
          id={partInputId(props.place("no_overlap", "key"))}
          label={text("overlap_key")}
          hint={text("overlap_key_hint")}
          required
          names={textsOf(periods().key)}
          choices={keys()}
          problem={props.problem("no_overlap", "key")}
          onChange={(names) => props.write(["no_overlap", "key"], names)}
        />
      </div>
      {(["from", "to"] as const).map((keyword) => (
        <Field
          id={partInputId(props.place("no_overlap", keyword))}
          label={text(`overlap_${keyword}`)}
          hint={text(`overlap_${keyword}_hint`)}
          required
          error={props.problem("no_overlap", keyword)}
        >
          {(link) => (
            <Select
              {...link}
              placeholder={text("choose")}
              value={textOrEmpty(periods()[keyword])}
              options={withName(moments(), textOrEmpty(periods()[keyword]))}
              onChange={(name) => props.write(["no_overlap", keyword], name || undefined)}
            />
          )}
        </Field>
      ))}
    </>
  );
}
