import { createMemo } from "solid-js";
import type { ObjectModel } from "../../metadata/model/object-model.ts";
import { FormBlock } from "../../runtime/blocks/form.tsx";
import { useApplication } from "../../runtime/state/application.ts";
import { createRecordForm } from "../../runtime/state/record-form.ts";
import "../../runtime/screens/record-screen.css";
import type { DraftModels } from "../document/draft-models.ts";
import { sampleRecord } from "../document/sample-values.ts";

/** The runtime's own form over sample values; what is typed survives every change of the draft. */
export function PreviewForm(props: { readonly model: ObjectModel; readonly models: DraftModels }) {
  const application = useApplication();
  const form = createRecordForm({
    model: createMemo(() => props.model),
    objects: () => props.models,
    base: null,
    related: application.related.find,
  });
  const sample = sampleRecord(props.model);
  for (const field of props.model.fields) {
    const value = sample[field.name];
    if (field.children && Array.isArray(value)) form.addRows(field.name, value);
    else if (value !== null && value !== undefined && !field.readOnly) {
      form.setValue(field.name, value);
    }
  }
  return <FormBlock form={form} />;
}
