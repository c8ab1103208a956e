import { createEffect, createSignal, createUniqueId, For, type JSX, Show } from "solid-js";
import { Icon, type IconName } from "./icon.tsx";
import { Popover } from "./popover.tsx";
import "./menu.css";

export type MenuEntry =
  | "separator"
  | { readonly heading: string }
  | {
      readonly label: string;
      readonly icon?: IconName;
      readonly onSelect?: () => void;
      /** Goes there instead of doing something; `reload` leaves this application. */
      readonly href?: string;
      readonly reload?: boolean;
      readonly danger?: boolean;
      readonly disabled?: boolean;
      /** Present for choices of which one is in force. */
      readonly checked?: boolean;
    };

export interface MenuProps {
  readonly label: string;
  readonly entries: readonly MenuEntry[];
  readonly align?: "start" | "end";
  /** At least as wide as its button. */
  readonly matchWidth?: boolean;
  /** Draws the button; spread the attributes on it. */
  readonly trigger: (attributes: MenuTrigger) => JSX.Element;
}

export interface MenuTrigger {
  readonly ref: (element: HTMLButtonElement) => void;
  readonly id: string;
  readonly "aria-haspopup": "menu";
  readonly "aria-expanded": boolean;
  readonly onClick: () => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
}

/** A menu button by the ARIA pattern: arrows, Home, End, letters, Escape, Tab. */
export function Menu(props: MenuProps) {
  const [open, setOpen] = createSignal(false);
  const id = createUniqueId();
  let anchor: HTMLButtonElement | undefined;
  const trigger: MenuTrigger = {
    ref: (element) => {
      anchor = element;
    },
    id: `${id}-trigger`,
    "aria-haspopup": "menu",
    get "aria-expanded"() {
      return open();
    },
    onClick: () => setOpen(!open()),
    onKeyDown: (event) => {
      if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
      event.preventDefault();
      setOpen(true);
    },
  };
  const close = () => {
    setOpen(false);
    anchor?.focus();
  };
  return (
    <>
      {props.trigger(trigger)}
      <Popover
        open={open()}
        onClose={() => setOpen(false)}
        anchor={() => anchor}
        label={props.label}
        role="menu"
        align={props.align ?? "start"}
        matchWidth={props.matchWidth ?? false}
      >
        <MenuEntries entries={props.entries} close={close} dismiss={() => setOpen(false)} />
      </Popover>
    </>
  );
}

function MenuEntries(props: {
  readonly entries: readonly MenuEntry[];
  readonly close: () => void;
  readonly dismiss: () => void;
}) {
  let list!: HTMLDivElement;
  const items = () => [...list.querySelectorAll<HTMLElement>("[data-menu-item]")];
  createEffect(() => items()[0]?.focus());
  const move = (event: KeyboardEvent) => {
    const all = items();
    const at = all.indexOf(document.activeElement as HTMLElement);
    const next = nextIndex(event, all, at);
    if (next === undefined) {
      if (event.key === "Tab") props.dismiss();
      return;
    }
    event.preventDefault();
    all[next]?.focus();
  };
  return (
    <div ref={list} role="presentation" onKeyDown={move}>
      <For each={props.entries}>{(entry) => <Entry entry={entry} close={props.close} />}</For>
    </div>
  );
}

function nextIndex(
  event: KeyboardEvent,
  items: readonly HTMLElement[],
  at: number,
): number | undefined {
  const count = items.length;
  if (event.key === "ArrowDown") return (at + 1) % count;
  if (event.key === "ArrowUp") return (at - 1 + count) % count;
  if (event.key === "Home") return 0;
  if (event.key === "End") return count - 1;
  if (event.key.length !== 1 || event.ctrlKey || event.metaKey || event.key === " ") return;
  const letter = event.key.toLowerCase();
  const order = items.map((_, offset) => (at + 1 + offset) % count);
  return order.find((index) => items[index]?.textContent?.trim().toLowerCase().startsWith(letter));
}

function Entry(props: { readonly entry: MenuEntry; readonly close: () => void }) {
  const entry = props.entry;
  if (entry === "separator") return <div class="menu-separator" role="separator" />;
  if ("heading" in entry) return <div class="menu-heading">{entry.heading}</div>;
  const content = (
    <>
      <Show when={entry.icon}>{(name) => <Icon name={name()} />}</Show>
      <span>{entry.label}</span>
      <Show when={entry.checked}>
        <span class="menu-item-mark">
          <Icon name="check" />
        </span>
      </Show>
    </>
  );
  const className = `menu-item ${entry.danger ? "menu-item-danger" : ""}`;
  if (entry.href !== undefined) {
    return (
      <a
        class={className}
        role="menuitem"
        data-menu-item
        tabindex={-1}
        href={entry.href}
        rel={entry.reload ? "external" : undefined}
        onClick={() => props.close()}
      >
        {content}
      </a>
    );
  }
  return (
    <button
      type="button"
      class={className}
      role={entry.checked === undefined ? "menuitem" : "menuitemradio"}
      aria-checked={entry.checked}
      aria-disabled={entry.disabled ? "true" : undefined}
      data-menu-item
      tabindex={-1}
      onClick={() => {
        if (entry.disabled) return;
        props.close();
        entry.onSelect?.();
      }}
    >
      {content}
    </button>
  );
}
