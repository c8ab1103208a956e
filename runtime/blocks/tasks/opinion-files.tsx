import type { FileValue } from "../../../metadata/fields/values/file-value.ts";
import { filesIn } from "../../../metadata/fields/values/file-value.ts";
import { resolveObject } from "../../../metadata/model/resolve-object.ts";
import { FilesControl } from "../../fields/files-control.tsx";
import { taskText } from "../../language/tasks/messages.ts";
import { Field } from "../../ui/field.tsx";

/** No field of a record: a list of files, as if it were one. */
const [files] = resolveObject({
  name: "opinion",
  properties: { files: { type: "array", items: { $ref: "tenon:attachment" } } },
}).fields;

/** What goes along with an opinion. */
export function OpinionFiles(props: {
  readonly files: readonly FileValue[];
  readonly error?: string | undefined;
  readonly onChange: (files: readonly FileValue[]) => void;
}) {
  return (
    <Field label={taskText("files")} error={props.error}>
      {(link) =>
        files && (
          <FilesControl
            field={files}
            value={props.files}
            link={link}
            onChange={(value) => props.onChange(filesIn(value))}
            onBlur={() => {}}
          />
        )
      }
    </Field>
  );
}

/** As they are sent. */
export const fileIds = (files: readonly FileValue[]): { readonly files?: readonly string[] } =>
  files.length === 0 ? {} : { files: files.map(({ id }) => id) };
