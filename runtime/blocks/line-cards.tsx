import { createSignal, For, Show } from "solid-js";
import type { FieldModel } from "../../metadata/model/object-model.ts";
import { fieldView } from "../fields/index.ts";
import { text } from "../language/messages.ts";
import { cellPlace } from "../state/form-problems.ts";
import type { FormRow } from "../state/form-values.ts";
import type { RecordForm } from "../state/record-form.ts";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { Field } from "../ui/field.tsx";
import { Icon } from "../ui/icon.tsx";
import { isEmptyValue } from "./facts.tsx";
import { fieldHint } from "./field-hint.ts";
import { controlId, formPlace } from "./form-places.ts";

/** Lines on a phone: a list, and a sheet for the line that is tapped. */
export function LineCards(props: { readonly form: RecordForm; readonly field: FieldModel }) {
  const [openKey, setOpenKey] = createSignal<number>();
  const name = () => props.field.name;
  const columns = () => props.field.children?.fields ?? [];
  const rows = () => props.form.rows(name());
  const open = () => rows().find((row) => row.key === openKey());
  const number = () => rows().findIndex((row) => row.key === openKey()) + 1;
  const wrong = (row: FormRow) =>
    columns().some((column) => props.form.error(cellPlace(name(), row.key, column.name)));
  return (
    <>
      <div class="line-cards" id={controlId(name())}>
        <For each={rows()}>
          {(row) => (
            <button
              type="button"
              class="line-card"
              data-wrong={wrong(row) ? "" : undefined}
              onClick={() => setOpenKey(row.key)}
            >
              <LineSummary form={props.form} field={props.field} row={row} columns={columns()} />
              <Icon name="chevron-right" size={14} />
            </button>
          )}
        </For>
      </div>
      <div class="lines-foot">
        <Button
          variant="secondary"
          icon="plus"
          onClick={() => setOpenKey(props.form.addRows(name(), [props.form.newRow(name())])[0])}
        >
          {text("lines_add")}
        </Button>
      </div>
      <Show when={open()}>
        {(row) => (
          <Dialog
            open
            class="sheet"
            title={text("lines_line", { number: number() })}
            closeLabel={text("close")}
            onClose={() => setOpenKey(undefined)}
            footer={
              <>
                <Button
                  icon="trash"
                  variant="quiet"
                  onClick={() => {
                    const { key } = row();
                    setOpenKey(undefined);
                    props.form.removeRow(name(), key);
                  }}
                >
                  {text("delete")}
                </Button>
                <Button variant="primary" onClick={() => setOpenKey(undefined)}>
                  {text("lines_done")}
                </Button>
              </>
            }
          >
            <div class="line-sheet">
              <For each={columns()}>
                {(column) => (
                  <Show when={props.form.cellState(name(), row(), column).visible}>
                    <LineField form={props.form} field={props.field} row={row()} column={column} />
                  </Show>
                )}
              </For>
            </div>
          </Dialog>
        )}
      </Show>
    </>
  );
}

interface LineProps {
  readonly form: RecordForm;
  readonly field: FieldModel;
  readonly row: FormRow;
}

function LineSummary(props: LineProps & { readonly columns: readonly FieldModel[] }) {
  const value = (column: FieldModel) => props.form.cell(props.field.name, props.row, column.name);
  const filled = () => props.columns.filter((column) => !isEmptyValue(value(column)));
  const title = () => filled().find((column) => fieldView(column).align === "start");
  const figure = () =>
    filled().findLast((column) => column.formula !== null) ??
    filled().findLast((column) => fieldView(column).align === "end");
  const rest = () => filled().filter((column) => column !== title() && column !== figure());
  const shown = (column: FieldModel) =>
    fieldView(column).Cell({ field: column, value: value(column) });
  return (
    <>
      <span class="line-card-main">
        <Show when={title()} keyed fallback={<span class="muted">{text("record_untitled")}</span>}>
          {(column) => <span>{shown(column)}</span>}
        </Show>
        <small>
          <For each={rest().slice(0, 3)}>
            {(column, index) => (
              <>
                {index() > 0 ? " · " : ""}
                {column.title} {shown(column)}
              </>
            )}
          </For>
        </small>
      </span>
      <Show when={figure()} keyed>
        {(column) => <span class="line-card-figure">{shown(column)}</span>}
      </Show>
    </>
  );
}

function LineField(props: LineProps & { readonly column: FieldModel }) {
  const place = () => cellPlace(props.field.name, props.row.key, props.column.name);
  const state = () => props.form.cellState(props.field.name, props.row, props.column);
  const isReadOnly = () =>
    props.column.readOnly || state().readOnly || props.form.state(props.field).readOnly;
  const view = () => fieldView(props.column);
  const value = () => props.form.cell(props.field.name, props.row, props.column.name);
  const record = () => formPlace(props.form, props.field.name);
  return (
    <Field
      id={controlId(place())}
      label={props.column.title}
      hint={fieldHint(props.column)}
      error={props.form.error(place())}
      required={state().required && !isReadOnly()}
    >
      {(link) => (
        <Show
          when={!isReadOnly()}
          fallback={
            <output id={link.id} class="field-output">
              <Show when={!isEmptyValue(value())}>
                {view().Cell({
                  field: props.column,
                  get value() {
                    return value();
                  },
                  get place() {
                    return record();
                  },
                })}
              </Show>
            </output>
          }
        >
          {view().Control({
            field: props.column,
            get value() {
              return value();
            },
            onChange: (next) =>
              props.form.setCell(props.field.name, props.row.key, props.column.name, next),
            onBlur: () => props.form.touch(place()),
            beside: (other) => props.form.cell(props.field.name, props.row, other),
            get place() {
              return record();
            },
            link,
          })}
        </Show>
      )}
    </Field>
  );
}
