import { For, Match, Show, Switch } from "solid-js";
import type { FieldModel, ObjectModel } from "../../../metadata/model/object-model.ts";
import type { ShownChange, ShownChanges, ShownRow } from "../../../metadata/wire.ts";
import { fieldView } from "../../fields/index.ts";
import { text } from "../../language/messages.ts";
import { rowList, type Values } from "../../state/row-list.ts";
import { Icon } from "../../ui/icon.tsx";
import { isEmptyValue } from "../facts.tsx";

type RowsChange = Extract<ShownChange, { readonly rows: unknown }>;

export interface ChangeListProps {
  readonly model: ObjectModel;
  readonly changes: ShownChanges;
  /** The child rows as they are now, to tell which one a changed row is. */
  readonly rows: (field: string) => readonly Values[];
}

/** What changed, field by field: from what to what; child rows row by row. */
export function ChangeList(props: ChangeListProps) {
  const fields = () =>
    [...props.model.systemFields, ...props.model.fields].filter(
      ({ name }) => name in props.changes,
    );
  return (
    <dl class="changes">
      <For each={fields()}>
        {(field) => (
          <Show when={props.changes[field.name]}>
            {(change) => <Change field={field} change={change()} rows={props.rows(field.name)} />}
          </Show>
        )}
      </For>
    </dl>
  );
}

function Change(props: {
  readonly field: FieldModel;
  readonly change: ShownChange;
  readonly rows: readonly Values[];
}) {
  const rows = () => ("rows" in props.change ? props.change : undefined);
  const values = () => ("rows" in props.change ? undefined : props.change);
  return (
    <div class="change" classList={{ "change-rows": rows() !== undefined }}>
      <dt>{props.field.title}</dt>
      <dd>
        <Show when={values()}>
          {(change) => (
            <FromTo field={props.field} before={change().before} after={change().after} />
          )}
        </Show>
        <Show when={rows()}>
          {(change) => (
            <Show when={props.field.children}>
              {(model) => <RowChanges model={model()} change={change()} rows={props.rows} />}
            </Show>
          )}
        </Show>
      </dd>
    </div>
  );
}

function FromTo(props: {
  readonly field: FieldModel;
  readonly before: unknown;
  readonly after: unknown;
}) {
  return (
    <span class="from-to">
      <span class="from-to-before">
        <ValueOf field={props.field} value={props.before} />
      </span>
      <Icon name="arrow-right" size={12} />
      <span class="visually-hidden">{text("change_to")}</span>
      <span class="from-to-after">
        <ValueOf field={props.field} value={props.after} />
      </span>
    </span>
  );
}

/** A value as cells show it; an empty one says so. */
export function ValueOf(props: { readonly field: FieldModel; readonly value: unknown }) {
  return (
    <Show
      when={!isEmptyValue(props.value)}
      fallback={<span class="value-empty">{text("empty_value")}</span>}
    >
      {fieldView(props.field).Cell({ field: props.field, value: props.value })}
    </Show>
  );
}

function RowChanges(props: {
  readonly model: ObjectModel;
  readonly change: RowsChange;
  readonly rows: readonly Values[];
}) {
  return (
    <ul class="row-changes">
      <For each={props.change.rows}>
        {(row) => <RowChange model={props.model} row={row} rows={props.rows} />}
      </For>
      <Show when={props.change.reordered}>
        <li class="row-change">
          <Icon name="sort" size={12} />
          <span class="muted">{text("change_reordered")}</span>
        </li>
      </Show>
    </ul>
  );
}

function RowChange(props: {
  readonly model: ObjectModel;
  readonly row: ShownRow;
  readonly rows: readonly Values[];
}) {
  const place = () => props.rows.findIndex(({ id }) => id === props.row.id);
  const whole = () => {
    const { row } = props;
    return row.kind === "changed" ? undefined : row;
  };
  const changed = () => (props.row.kind === "changed" ? props.row : undefined);
  return (
    <li class={`row-change row-${props.row.kind}`}>
      <Switch>
        <Match when={whole()}>
          {(row) => (
            <>
              <Icon name={row().kind === "added" ? "plus" : "minus"} size={12} />
              <span class="visually-hidden">
                {text(row().kind === "added" ? "change_row_added" : "change_row_removed")}
              </span>
              <RowValues model={props.model} values={row().values} />
            </>
          )}
        </Match>
        <Match when={changed()}>
          {(row) => (
            <>
              <Icon name="edit" size={12} />
              <div class="row-change-body">
                <span class="row-change-name">
                  <Show when={place() >= 0} fallback={text("change_row")}>
                    {text("lines_line", { number: place() + 1 })}
                    <RowName model={props.model} row={props.rows[place()] ?? {}} />
                  </Show>
                </span>
                <ChangeList
                  model={props.model}
                  changes={row().changes}
                  rows={(field) => rowList(props.rows[place()]?.[field])}
                />
              </div>
            </>
          )}
        </Match>
      </Switch>
    </li>
  );
}

/** A row is told by its first filled field. */
function RowName(props: { readonly model: ObjectModel; readonly row: Values }) {
  const field = () => props.model.fields.find(({ name }) => !isEmptyValue(props.row[name]));
  return (
    <Show when={field()}>
      {(named) => (
        <>
          {" · "}
          <ValueOf field={named()} value={props.row[named().name]} />
        </>
      )}
    </Show>
  );
}

function RowValues(props: { readonly model: ObjectModel; readonly values: Values }) {
  const filled = () =>
    props.model.fields.filter(
      ({ name, formula }) => formula === null && !isEmptyValue(props.values[name]),
    );
  return (
    <span class="row-values">
      <For each={filled()}>
        {(field, index) => (
          <span class="row-value">
            <Show when={index() > 0}>
              <span class="row-value-name">{field.title} </span>
            </Show>
            <ValueOf field={field} value={props.values[field.name]} />
          </span>
        )}
      </For>
    </span>
  );
}
