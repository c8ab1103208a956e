import { createMemo, createResource, Show } from "solid-js";
import type { FieldModel } from "../../metadata/model/object-model.ts";
import type { ViewModel } from "../../metadata/model/screen-models.ts";
import type { RecordJson, RecordPage } from "../../metadata/wire.ts";
import { fieldView } from "../../runtime/fields/index.ts";
import { ApplicationContext } from "../../runtime/state/application.ts";
import { Table } from "../../runtime/ui/table.tsx";
import { siblingFields } from "../document/object-fields.ts";
import { sampleRecords } from "../document/sample-values.ts";
import { text } from "../language/messages.ts";
import { useDesigner } from "../shell/designer-context.ts";
import { createPreviewApplication } from "./preview-application.ts";

const rowsShown = 12;

/** The list of the draft over the records there are: what people would see after publishing. */
export function ListPreview(props: {
  readonly documentKey: string;
  /** Its columns, filter and order; the usual list without it. */
  readonly view: ViewModel | undefined;
}) {
  const { session } = useDesigner();
  const application = createPreviewApplication(session);
  const document = () => session.documents().get(props.documentKey);
  const published = () => session.published().get(props.documentKey);
  const fields = createMemo(() => {
    const model = session.models().get(document()?.name ?? "");
    const columns = props.view?.columns ?? [];
    if (columns.length > 0) return columns.flatMap((name) => model?.byName.get(name) ?? []);
    return (model?.fields ?? []).filter((field) => !fieldView(field).notInLists);
  });
  const question = createMemo(() => {
    const name = published()?.name;
    return name === undefined
      ? null
      : { name, filter: props.view?.filter ?? "", sort: props.view?.sort.join(",") ?? "" };
  });
  const [page] = createResource(question, async ({ name, filter, sort }) => {
    // A filter that is being written, or speaks of new fields, has no records yet.
    const query = { limit: rowsShown, ...(filter ? { filter } : {}), ...(sort ? { sort } : {}) };
    const answer = await session.client.request<RecordPage>("GET", `/records/${name}`, { query });
    return answer.ok ? answer.body : { data: [], next: null };
  });
  /** Values come under the published names; the ids of fields lead to the draft's. */
  const publishedNames = createMemo(() => {
    const before = published();
    const list = before ? siblingFields(before.content, null) : [];
    return new Map(list.map((field) => [field.id, field.name]));
  });
  const cellValue = (row: Row, field: FieldModel) => {
    const name = isReal() ? publishedNames().get(field.id) : field.name;
    return name === undefined ? null : row[name];
  };
  const isReal = () => !page.error && (page.latest?.data.length ?? 0) > 0;
  const rows = createMemo((): readonly Row[] =>
    isReal() ? (page.latest?.data ?? []) : sampleRecords(fields(), 4),
  );
  return (
    <ApplicationContext.Provider value={application}>
      <div class="preview-bar">
        <span class="preview-note">{text(isReal() ? "list_note_real" : "list_note_sample")}</span>
      </div>
      <div class="preview-list">
        <Table
          label={text("tab_list")}
          rows={rows()}
          columns={fields().map((field) => ({
            title: field.title,
            numeric: fieldView(field).align === "end",
            cell: (row: Row) => <Cell field={field} value={cellValue(row, field)} />,
          }))}
        />
      </div>
    </ApplicationContext.Provider>
  );
}

type Row = RecordJson | Readonly<Record<string, unknown>>;

function Cell(props: { readonly field: FieldModel; readonly value: unknown }) {
  return (
    <Show when={props.value !== null && props.value !== undefined && props.value !== ""}>
      {fieldView(props.field).Cell({ field: props.field, value: props.value })}
    </Show>
  );
}
