import { createSignal, For, Show } from "solid-js";
import { text } from "../language/messages.ts";
import type { ListColumns } from "../state/list-columns.ts";
import { Button, IconButton } from "../ui/button.tsx";
import { Checkbox } from "../ui/checkbox.tsx";
import { Icon } from "../ui/icon.tsx";
import { Popover } from "../ui/popover.tsx";

/** Which columns, in which order. */
export function ColumnChooser(props: { readonly columns: ListColumns }) {
  const [open, setOpen] = createSignal(false);
  let anchor!: HTMLButtonElement;
  const names = () => props.columns.shown().map((field) => field.name);
  const toggle = (name: string, shown: boolean) => {
    const next = shown ? [...names(), name] : names().filter((other) => other !== name);
    if (next.length > 0) props.columns.setShown(next);
  };
  const move = (name: string, step: number) => {
    const list = [...names()];
    const from = list.indexOf(name);
    list.splice(from, 1);
    list.splice(from + step, 0, name);
    props.columns.setShown(list);
  };
  return (
    <>
      <button
        ref={anchor}
        type="button"
        class="button button-quiet"
        aria-haspopup="dialog"
        aria-expanded={open()}
        onClick={() => setOpen(!open())}
      >
        <Icon name="columns" />
        <span class="button-label">{text("list_columns")}</span>
      </button>
      <Popover
        open={open()}
        onClose={() => setOpen(false)}
        anchor={() => anchor}
        label={text("list_columns_title")}
        align="end"
      >
        <div class="column-chooser">
          <h2 class="menu-heading">{text("list_columns_title")}</h2>
          <ul>
            <For each={props.columns.available()}>
              {(field) => {
                const at = () => names().indexOf(field.name);
                return (
                  <li class="column-choice">
                    <Checkbox
                      label={field.title}
                      checked={at() >= 0}
                      onChange={(checked) => toggle(field.name, checked)}
                    />
                    <Show when={at() >= 0}>
                      <span class="column-moves">
                        <IconButton
                          small
                          icon="chevron-up"
                          label={text("column_earlier", { field: field.title })}
                          disabled={at() === 0}
                          onClick={() => move(field.name, -1)}
                        />
                        <IconButton
                          small
                          icon="chevron-down"
                          label={text("column_later", { field: field.title })}
                          disabled={at() === names().length - 1}
                          onClick={() => move(field.name, 1)}
                        />
                      </span>
                    </Show>
                  </li>
                );
              }}
            </For>
          </ul>
          <Show when={props.columns.changed()}>
            <Button small variant="quiet" icon="undo" onClick={() => props.columns.reset()}>
              {text("list_columns_reset")}
            </Button>
          </Show>
        </div>
      </Popover>
    </>
  );
}
