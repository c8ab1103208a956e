import { createSignal, For, Show } from "solid-js";
import type { FieldModel } from "../../metadata/model/object-model.ts";
import { fieldView } from "../fields/index.ts";
import { text } from "../language/messages.ts";
import type { ListPlace } from "../state/form-lists.ts";
import { cellPlace } from "../state/form-problems.ts";
import type { FormRow } from "../state/form-values.ts";
import type { RecordForm } from "../state/record-form.ts";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { Field } from "../ui/field.tsx";
import { Icon } from "../ui/icon.tsx";
import { isEmptyValue } from "./facts.tsx";
import { fieldHint } from "./field-hint.ts";
import { controlId, formPlace, isListWrong, listId } from "./form-places.ts";

interface ListProps {
  readonly form: RecordForm;
  /** The field that holds the lines, and where they are. */
  readonly field: FieldModel;
  readonly list: ListPlace;
}

/** Lines on a phone: a list, and a sheet for the line that is tapped. */
export function LineCards(props: ListProps) {
  const [openKey, setOpenKey] = createSignal<number>();
  const list = () => props.list;
  const columns = () => props.field.children?.fields ?? [];
  const rows = () => props.form.rows(list());
  const open = () => rows().find((row) => row.key === openKey());
  const number = () => rows().findIndex((row) => row.key === openKey()) + 1;
  const wrong = (row: FormRow) =>
    columns().some((column) => isListWrong(props.form, cellPlace(list(), row.key, column.name)));
  return (
    <>
      <div class="line-cards" id={listId(list())}>
        <For each={rows()}>
          {(row) => (
            <button
              type="button"
              class="line-card"
              data-wrong={wrong(row) ? "" : undefined}
              onClick={() => setOpenKey(row.key)}
            >
              <LineSummary {...props} row={row} columns={columns()} />
              <Icon name="chevron-right" size={14} />
            </button>
          )}
        </For>
      </div>
      <div class="lines-foot">
        <Button
          variant="secondary"
          icon="plus"
          onClick={() => setOpenKey(props.form.beginRow(list()))}
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
                    props.form.removeRow(list(), key);
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
                  <Show when={props.form.cellState(list(), row(), column).visible}>
                    <Show
                      when={column.children === null}
                      fallback={
                        <InnerCards
                          form={props.form}
                          field={column}
                          list={cellPlace(list(), row().key, column.name)}
                        />
                      }
                    >
                      <LineField {...props} row={row()} column={column} />
                    </Show>
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

interface LineProps extends ListProps {
  readonly row: FormRow;
}

/** The lines of a line, in its sheet. */
function InnerCards(props: ListProps) {
  return (
    <section class="line-cards-inner" aria-label={props.field.title}>
      <h3>{props.field.title}</h3>
      <Show when={props.form.error(props.list)}>
        {(sentence) => <p class="field-error">{sentence()}</p>}
      </Show>
      <LineCards {...props} />
    </section>
  );
}

function LineSummary(props: LineProps & { readonly columns: readonly FieldModel[] }) {
  const value = (column: FieldModel) =>
    column.children === null
      ? props.form.cell(props.list, props.row, column.name)
      : props.form.rows(cellPlace(props.list, props.row.key, column.name));
  const filled = () => props.columns.filter((column) => !isEmptyValue(value(column)));
  const title = () =>
    filled().find((column) => column.children === null && fieldView(column).align === "start");
  const figure = () =>
    filled().findLast((column) => column.formula !== null) ??
    filled().findLast((column) => fieldView(column).align === "end");
  const rest = () => filled().filter((column) => column !== title() && column !== figure());
  const shown = (column: FieldModel) =>
    fieldView(column).Cell({
      field: column,
      value: value(column),
      beside: (other) => props.form.cell(props.list, props.row, other),
    });
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
  const place = () => cellPlace(props.list, props.row.key, props.column.name);
  const state = () => props.form.cellState(props.list, props.row, props.column);
  const isReadOnly = () =>
    props.column.readOnly ||
    state().readOnly ||
    props.form.listState(props.list, props.field).readOnly;
  const view = () => fieldView(props.column);
  const value = () => props.form.cell(props.list, props.row, props.column.name);
  const beside = (other: string) => props.form.cell(props.list, props.row, other);
  const record = () => formPlace(props.form, props.list);
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
                  beside,
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
              props.form.setCell(props.list, props.row.key, props.column.name, next),
            onBlur: () => props.form.touch(place()),
            beside,
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
