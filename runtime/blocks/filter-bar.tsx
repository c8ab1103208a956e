import { createSignal, For, type JSX, lazy, Show, Suspense } from "solid-js";
import type { ObjectModel } from "../../metadata/model/object-model.ts";
import { text } from "../language/messages.ts";
import { useApplication } from "../state/application.ts";
import type { FilterCondition } from "../state/list-view.ts";
import { Icon } from "../ui/icon.tsx";
import { Popover } from "../ui/popover.tsx";
import { conditionSentence } from "./filter-words.ts";

const FilterEditor = lazy(async () => ({
  default: (await import("./filter-editor.tsx")).FilterEditor,
}));

export interface FilterBarProps {
  readonly model: ObjectModel;
  readonly filters: readonly FilterCondition[];
  readonly onChange: (filters: readonly FilterCondition[]) => void;
}

/** The conditions in force as chips: press to change, cross to remove. */
export function FilterChips(props: FilterBarProps) {
  const application = useApplication();
  const known = () =>
    props.filters.flatMap((condition, index) => {
      const field = props.model.byName.get(condition.field);
      return field ? [{ condition, index, field }] : [];
    });
  return (
    <ul class="filter-chips" aria-label={text("list_filter")}>
      <For each={known()}>
        {({ condition, index, field }) => {
          const sentence = () => conditionSentence(application, field, condition);
          return (
            <li class="chip">
              <FilterPopover
                {...props}
                index={index}
                trigger={(open) => (
                  <button
                    type="button"
                    class="chip-text"
                    aria-label={text("filter_edit", { filter: sentence() })}
                    onClick={open}
                  >
                    {sentence()}
                  </button>
                )}
              />
              <button
                type="button"
                class="inline-button"
                aria-label={text("filter_remove", { filter: sentence() })}
                onClick={() => props.onChange(props.filters.filter((_, at) => at !== index))}
              >
                <Icon name="close" size={12} />
              </button>
            </li>
          );
        }}
      </For>
    </ul>
  );
}

/** The editor in a popover under its trigger; without an index it adds a condition. */
export function FilterPopover(
  props: FilterBarProps & {
    readonly index?: number;
    readonly trigger: (toggle: () => void, open: () => boolean) => JSX.Element;
  },
) {
  const [open, setOpen] = createSignal(false);
  let anchor!: HTMLSpanElement;
  const apply = (condition: FilterCondition) => {
    const at = props.index;
    props.onChange(
      at === undefined
        ? [...props.filters, condition]
        : props.filters.map((old, index) => (index === at ? condition : old)),
    );
    setOpen(false);
  };
  return (
    <>
      <span ref={anchor} class="popover-anchor">
        {props.trigger(() => setOpen(!open()), open)}
      </span>
      <Popover
        open={open()}
        onClose={() => setOpen(false)}
        anchor={() => anchor.firstElementChild ?? anchor}
        label={text("filter_add")}
      >
        <Suspense fallback={<p class="combobox-status">{text("loading")}</p>}>
          <FilterEditor
            model={props.model}
            initial={props.index === undefined ? undefined : props.filters[props.index]}
            onApply={apply}
            onCancel={() => setOpen(false)}
          />
        </Suspense>
      </Popover>
    </>
  );
}

/** The button that opens an empty editor, with the number of conditions in force. */
export function FilterButton(props: FilterBarProps) {
  return (
    <FilterPopover
      {...props}
      trigger={(toggle, open) => (
        <button
          type="button"
          class="button button-quiet"
          aria-haspopup="dialog"
          aria-expanded={open()}
          onClick={toggle}
        >
          <Icon name="filter" />
          <span class="button-label">{text("list_filter")}</span>
          <Show when={props.filters.length > 0}>
            <span class="button-count">{props.filters.length}</span>
          </Show>
        </button>
      )}
    />
  );
}
