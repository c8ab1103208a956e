import { Show } from "solid-js";
import type { ObjectModel } from "../../metadata/model/object-model.ts";
import type { ImportPreview } from "../../metadata/wire.ts";
import { importText } from "../language/import/messages.ts";
import { useApplication } from "../state/application.ts";
import { type FieldChoice, type FileImport, fieldChoices } from "../state/import-file.ts";
import { Field } from "../ui/field.tsx";
import { Select } from "../ui/select.tsx";
import { Table } from "../ui/table.tsx";

const examplesShown = 3;

const label = ({ field, by }: FieldChoice): string =>
  by === null ? field.title : importText("by", { lookup: field.title, field: by.title });

/** Each column of the file with its first values and the field it goes to. */
export function ImportColumns(props: {
  readonly model: ObjectModel;
  readonly preview: ImportPreview;
  readonly work: FileImport;
}) {
  const application = useApplication();
  const options = () =>
    fieldChoices(application, props.model).map((choice) => ({
      value: choice.value,
      label: label(choice),
    }));
  const examples = (index: number) =>
    props.preview.rows
      .map((row) => row[index] ?? "")
      .filter((text) => text !== "")
      .slice(0, examplesShown)
      .join(" · ");
  const leftOut = () =>
    Object.values(props.work.choices().mapping).filter((field) => field === null).length;
  const assign = (name: string, field: string) => {
    const { mapping } = props.work.choices();
    props.work.change({ mapping: { ...mapping, [name]: field === "" ? null : field } });
  };
  return (
    <>
      <Table
        label={importText("columns")}
        rows={props.preview.columns}
        columns={[
          {
            title: importText("column"),
            cell: ({ name }, index) => (
              <>
                <strong>{name}</strong>
                <small class="import-examples">{examples(index)}</small>
              </>
            ),
          },
          {
            title: importText("field"),
            cell: ({ name }) => (
              <Select
                small
                aria-label={importText("field_for", { column: name })}
                value={props.work.choices().mapping[name] ?? ""}
                placeholder={importText("leave_out")}
                options={options()}
                disabled={props.work.busy()}
                onChange={(field) => assign(name, field)}
              />
            ),
          },
        ]}
      />
      <Show when={leftOut() > 0}>
        <p class="muted" role="status">
          {importText("left_out", { count: leftOut() })}
        </p>
      </Show>
    </>
  );
}

/** How rows meet records that are there, and what becomes of rows with problems. */
export function ImportOptions(props: { readonly model: ObjectModel; readonly work: FileImport }) {
  const mapped = () => new Set(Object.values(props.work.choices().mapping));
  const keys = () => props.model.fields.filter(({ unique, name }) => unique && mapped().has(name));
  return (
    <div class="import-options">
      <Field label={importText("key")}>
        {(link) => (
          <Select
            {...link}
            value={props.work.choices().key}
            placeholder={importText("key_none")}
            disabled={props.work.busy()}
            options={keys().map(({ name, title }) => ({
              value: name,
              label: importText("key_field", { field: title }),
            }))}
            onChange={(key) => props.work.change({ key })}
          />
        )}
      </Field>
      <Field label={importText("mode")}>
        {(link) => (
          <Select
            {...link}
            value={props.work.choices().mode}
            disabled={props.work.busy()}
            options={[
              { value: "all", label: importText("mode_all") },
              { value: "valid", label: importText("mode_valid") },
            ]}
            onChange={(mode) => props.work.change({ mode: mode === "valid" ? "valid" : "all" })}
          />
        )}
      </Field>
    </div>
  );
}
