import { createEffect, type JSX, onCleanup, Show } from "solid-js";
import { place } from "./place.ts";
import "./menu.css";

export interface PopoverProps {
  readonly open: boolean;
  readonly onClose: () => void;
  readonly anchor: () => Element | undefined;
  readonly label: string;
  readonly role?: "dialog" | "menu" | "listbox";
  readonly id?: string;
  readonly align?: "start" | "end";
  readonly matchWidth?: boolean;
  /** In pixels; as much as there is room for, unless said otherwise. */
  readonly maxHeight?: number;
  readonly class?: string;
  readonly children: JSX.Element;
}

/** A floating panel in the top layer; closes on Escape, outside press, and when focus leaves. */
export function Popover(props: PopoverProps) {
  return (
    <Show when={props.open}>
      <OpenPopover {...props} />
    </Show>
  );
}

function OpenPopover(props: PopoverProps) {
  let element!: HTMLDivElement;
  const position = () => {
    const anchor = props.anchor();
    if (anchor)
      place(element, anchor, {
        align: props.align ?? "start",
        matchWidth: props.matchWidth ?? false,
        ...(props.maxHeight === undefined ? {} : { maxHeight: props.maxHeight }),
      });
  };
  const pressed = (event: Event) => {
    if (!(event.target instanceof Node)) return;
    if (!element.contains(event.target) && !props.anchor()?.contains(event.target)) props.onClose();
  };
  createEffect(() => {
    element.showPopover();
    position();
    const observer = new ResizeObserver(position);
    observer.observe(element);
    window.addEventListener("resize", position);
    document.addEventListener("scroll", position, { capture: true, passive: true });
    document.addEventListener("pointerdown", pressed, true);
    onCleanup(() => {
      observer.disconnect();
      window.removeEventListener("resize", position);
      document.removeEventListener("scroll", position, true);
      document.removeEventListener("pointerdown", pressed, true);
    });
  });
  return (
    <div
      ref={element}
      id={props.id}
      popover="manual"
      class={`popover ${props.class ?? ""}`}
      role={props.role ?? "dialog"}
      aria-label={props.label}
      tabindex={-1}
      onKeyDown={(event) => {
        if (event.key !== "Escape" || event.isComposing) return;
        event.preventDefault();
        event.stopPropagation();
        props.onClose();
        const anchor = props.anchor();
        if (anchor instanceof HTMLElement) anchor.focus();
      }}
    >
      {props.children}
    </div>
  );
}
