import { createMemo } from "solid-js";
import type { ObjectModel } from "../../metadata/model/object-model.ts";
import { FormBlock } from "../../runtime/blocks/form.tsx";
import { useApplication } from "../../runtime/state/application.ts";
import { createRecordForm } from "../../runtime/state/record-form.ts";
import "../../runtime/screens/record-screen.css";
import type { DraftModels } from "../document/draft-models.ts";

/** Lines shown of each list of rows. */
const linesMax = 5;

/** The runtime's own form over given values; what is typed survives every change of the draft. */
export function PreviewForm(props: {
  readonly model: ObjectModel;
  readonly models: DraftModels;
  readonly values: Readonly<Record<string, unknown>>;
}) {
  const application = useApplication();
  const form = createRecordForm({
    model: createMemo(() => props.model),
    objects: () => props.models,
    base: null,
    related: application.related.find,
  });
  const { values } = props;
  for (const field of props.model.fields) {
    const value = values[field.name];
    if (field.children) {
      if (Array.isArray(value)) form.addRows(field.name, value.slice(0, linesMax));
    } else if (value !== null && value !== undefined && !field.readOnly) {
      form.setValue(field.name, value);
    }
  }
  return <FormBlock form={form} />;
}
