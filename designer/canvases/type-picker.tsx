import { createMemo, createSignal, For, Show, untrack } from "solid-js";
import type { FieldType } from "../../metadata/fields/field-type.ts";
import { fieldTypes } from "../../metadata/fields/index.ts";
import { locale } from "../../runtime/language/locale.ts";
import { Icon } from "../../runtime/ui/icon.tsx";
import { Popover } from "../../runtime/ui/popover.tsx";
import { text } from "../language/messages.ts";
import { fieldTypeIcon } from "./field-type-icon.ts";

export interface TypePickerProps {
  readonly type: FieldType | null | undefined;
  readonly label: string;
  /** Shows that the value is computed. */
  readonly formula?: boolean;
  /** Why the field cannot be of a type; undefined for those it can. */
  readonly refusal: (type: FieldType) => string | undefined;
  readonly onPick: (type: FieldType) => void;
  readonly id?: string;
  /** It is shown, and stays as it is. */
  readonly disabled?: boolean;
  /** Choosing the type that is there already counts too. */
  readonly repick?: boolean;
}

/** A button with the type; a letter, Enter or a click opens the searchable list of types. */
export function TypePicker(props: TypePickerProps) {
  const [search, setSearch] = createSignal<string>();
  let anchor: HTMLButtonElement | undefined;
  const close = () => {
    setSearch(undefined);
    anchor?.focus();
  };
  return (
    <>
      <button
        ref={anchor}
        type="button"
        id={props.id}
        class="type-button"
        disabled={props.disabled}
        aria-label={`${props.label}: ${props.type?.title[locale()] ?? text("unknown_type")}`}
        aria-haspopup="listbox"
        aria-expanded={search() !== undefined}
        onClick={() => setSearch(search() === undefined ? "" : undefined)}
        onKeyDown={(event) => {
          if (event.ctrlKey || event.metaKey || event.altKey) return;
          if (event.key === "ArrowDown" || event.key === "ArrowUp") return;
          if (event.key.length !== 1 || event.key === " ") return;
          event.preventDefault();
          setSearch(event.key);
        }}
      >
        <Icon name={fieldTypeIcon(props.type?.name)} />
        <span class="type-button-title">{props.type?.title[locale()] ?? text("unknown_type")}</span>
        <Show when={props.formula}>
          <span class="type-button-formula" title={text("computed")}>
            <Icon name="sigma" size={12} />
          </span>
        </Show>
      </button>
      <Popover
        open={search() !== undefined}
        onClose={() => setSearch(undefined)}
        anchor={() => anchor}
        label={props.label}
        class="type-list"
      >
        <TypeList
          {...props}
          search={search() ?? ""}
          onSearch={setSearch}
          onPick={(type) => {
            close();
            if (props.repick || type.name !== props.type?.name) props.onPick(type);
          }}
        />
      </Popover>
    </>
  );
}

interface TypeListProps extends TypePickerProps {
  readonly search: string;
  readonly onSearch: (text: string) => void;
}

function TypeList(props: TypeListProps) {
  // What is called exactly so comes first, then what the values can become.
  const found = createMemo(() => {
    const rank = (type: FieldType) => {
      if (props.search !== "" && isCalled(type, props.search)) return 0;
      return props.refusal(type) === undefined ? 1 : 2;
    };
    return fieldTypes
      .filter((type) => matches(type, props.search))
      .toSorted((one, other) => rank(one) - rank(other));
  });
  const current = untrack(() => found().findIndex((type) => type.name === props.type?.name));
  const [active, setActive] = createSignal(Math.max(0, props.search === "" ? current : 0));
  const at = () => Math.min(active(), found().length - 1);
  let input!: HTMLInputElement;
  queueMicrotask(() => {
    input.focus();
    input.setSelectionRange(input.value.length, input.value.length);
  });
  const keys = (event: KeyboardEvent) => {
    if (event.isComposing) return;
    const count = found().length;
    if (event.key === "ArrowDown") setActive((at() + 1) % count);
    else if (event.key === "ArrowUp") setActive((at() - 1 + count) % count);
    else if (event.key === "Enter") pick(found()[at()]);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const pick = (type: FieldType | undefined) => {
    if (type && props.refusal(type) === undefined) props.onPick(type);
  };
  return (
    <div>
      <input
        ref={input}
        class="input input-small"
        role="combobox"
        aria-label={text("search_type")}
        aria-expanded="true"
        aria-controls="type-options"
        aria-activedescendant={found()[at()] ? `type-option-${found()[at()]?.name}` : undefined}
        placeholder={text("search_type")}
        value={props.search}
        onInput={(event) => {
          setActive(0);
          props.onSearch(event.currentTarget.value);
        }}
        onKeyDown={keys}
      />
      <div id="type-options" role="listbox" aria-label={text("type")} class="type-options">
        <For each={found()}>
          {(type, index) => (
            <div
              id={`type-option-${type.name}`}
              role="option"
              tabindex={-1}
              class="type-option"
              classList={{ "type-option-active": index() === at() }}
              aria-selected={index() === at()}
              aria-disabled={props.refusal(type) === undefined ? undefined : "true"}
              onPointerMove={() => setActive(index())}
              onClick={() => pick(type)}
              onKeyDown={keys}
            >
              <Icon name={fieldTypeIcon(type.name)} />
              <span class="type-option-text">
                <span>{type.title[locale()]}</span>
                <small>{props.refusal(type) ?? type.description[locale()]}</small>
              </span>
            </div>
          )}
        </For>
        <Show when={found().length === 0}>
          <p class="pane-note">{text("nothing_found")}</p>
        </Show>
      </div>
    </div>
  );
}

const namesOf = (type: FieldType): readonly string[] =>
  [type.name.replaceAll("_", " "), ...Object.values(type.title)].map((name) => name.toLowerCase());

const isCalled = (type: FieldType, search: string): boolean =>
  namesOf(type).includes(search.trim().toLowerCase());

/** Both languages are searched, so that `money` works on a Chinese screen. */
function matches(type: FieldType, search: string): boolean {
  const wanted = search.trim().toLowerCase();
  return (
    wanted === "" ||
    namesOf(type).some(
      (name) =>
        name.startsWith(wanted) ||
        name.split(" ").some((word) => word.startsWith(wanted)) ||
        (wanted > "\u2e80" && name.includes(wanted)),
    )
  );
}
