import { For, type JSX, Show } from "solid-js";
import type { DeletedItem } from "../../metadata/wire.ts";
import { text } from "../language/messages.ts";
import { dayAndTime, dayOf } from "../language/when.ts";
import { Button } from "../ui/button.tsx";
import { Checkbox } from "../ui/checkbox.tsx";
import { narrow } from "../ui/narrow.ts";
import "../ui/table.css";
import "./deleted-records.css";

export interface DeletedRecordsProps {
  readonly label: string;
  readonly items: readonly DeletedItem[];
  readonly titleOf: (item: DeletedItem) => string;
  readonly chosen: ReadonlySet<string>;
  readonly onChoose: (ids: ReadonlySet<string>) => void;
  readonly busy: boolean;
  readonly onRestore: (item: DeletedItem) => void;
}

/** Deleted records, to choose from and to restore: a table, or cards on a phone. */
export function DeletedRecords(props: DeletedRecordsProps) {
  return (
    <Show when={narrow()} fallback={<BinTable {...props} />}>
      <ul class="bin-cards" aria-label={props.label}>
        <For each={props.items}>
          {(item) => (
            <li class="bin-card">
              <Choice {...props} item={item} />
              <div class="bin-card-body">
                <span class="bin-title">{props.titleOf(item)}</span>
                <span class="muted">
                  {[dayAndTime(item.deleted_at), deletedBy(item)].join(" · ")}
                </span>
                <span class="muted">{`${text("bin_kept_until")} ${keptUntil(item)}`}</span>
                <Remarks item={item} />
              </div>
              <Restore {...props} item={item} />
            </li>
          )}
        </For>
      </ul>
    </Show>
  );
}

const deletedBy = (item: DeletedItem): string => item.deleted_by_name ?? text("history_system");

const keptUntil = ({ kept_until }: DeletedItem): string =>
  kept_until === null ? text("bin_for_ever") : dayOf(kept_until);

function BinTable(props: DeletedRecordsProps) {
  const all = () => props.items.every(({ id }) => props.chosen.has(id));
  const head = (title: string): JSX.Element => <th scope="col">{title}</th>;
  return (
    // Focusable, so that the keyboard can scroll it sideways.
    <div class="table-frame" tabindex={0} role="group" aria-label={props.label}>
      <table class="table bin-table" aria-label={props.label}>
        <thead>
          <tr>
            <th scope="col" class="table-narrow">
              <Checkbox
                checked={all()}
                label={<span class="visually-hidden">{text("bin_select_all")}</span>}
                onChange={(checked) =>
                  props.onChoose(new Set(checked ? props.items.map(({ id }) => id) : []))
                }
              />
            </th>
            {head(text("bin_title"))}
            {head(text("bin_deleted_at"))}
            {head(text("bin_deleted_by"))}
            {head(text("bin_kept_until"))}
            <td />
          </tr>
        </thead>
        <tbody>
          <For each={props.items}>
            {(item) => (
              <tr>
                <td>
                  <Choice {...props} item={item} />
                </td>
                <th scope="row">
                  <span class="bin-title">{props.titleOf(item)}</span>
                  <Remarks item={item} />
                </th>
                <td>{dayAndTime(item.deleted_at)}</td>
                <td>{deletedBy(item)}</td>
                <td>{keptUntil(item)}</td>
                <td class="numeric">
                  <Restore {...props} item={item} />
                </td>
              </tr>
            )}
          </For>
        </tbody>
      </table>
    </div>
  );
}

type ItemProps = DeletedRecordsProps & { readonly item: DeletedItem };

function Choice(props: ItemProps) {
  const choose = (chosen: boolean) => {
    const next = new Set(props.chosen);
    if (chosen) next.add(props.item.id);
    else next.delete(props.item.id);
    props.onChoose(next);
  };
  const label = () => text("bin_select", { title: props.titleOf(props.item) });
  return (
    <Checkbox
      checked={props.chosen.has(props.item.id)}
      label={<span class="visually-hidden">{label()}</span>}
      onChange={choose}
    />
  );
}

function Restore(props: ItemProps) {
  return (
    <Button
      small
      icon="undo"
      disabled={props.busy}
      title={text("bin_restore_one", { title: props.titleOf(props.item) })}
      onClick={() => props.onRestore(props.item)}
    >
      <span>
        {text("bin_restore")}
        <span class="visually-hidden"> {props.titleOf(props.item)}</span>
      </span>
    </Button>
  );
}

/** What came along, and what let go. */
function Remarks(props: { readonly item: DeletedItem }) {
  return (
    <>
      <Show when={props.item.deleted_with}>
        <span class="bin-remark">{text("bin_with")}</span>
      </Show>
      <Show when={props.item.let_go > 0}>
        <span class="bin-remark">{text("bin_let_go", { count: props.item.let_go })}</span>
      </Show>
    </>
  );
}
