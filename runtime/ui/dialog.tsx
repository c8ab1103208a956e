import { createEffect, createUniqueId, type JSX, onCleanup, Show } from "solid-js";
import { Portal } from "solid-js/web";
import { IconButton } from "./button.tsx";
import "./dialog.css";

export interface DialogProps {
  readonly open: boolean;
  /** Called for Escape, the close button and a click on the backdrop. */
  readonly onClose: () => void;
  readonly title: string;
  /** Accessible name of the close button. */
  readonly closeLabel: string;
  readonly children: JSX.Element;
  readonly footer?: JSX.Element;
  readonly wide?: boolean;
  readonly class?: string;
  /** Refuses a click on the backdrop, when closing would lose something. */
  readonly keepOnBackdrop?: boolean;
}

/** A modal on the native `dialog`: the browser traps focus, inert background, and gives it back. */
export function Dialog(props: DialogProps) {
  return (
    <Show when={props.open}>
      <Portal>
        <OpenDialog {...props} />
      </Portal>
    </Show>
  );
}

function OpenDialog(props: DialogProps) {
  const titleId = createUniqueId();
  let element!: HTMLDialogElement;
  const before = document.activeElement;
  createEffect(() => {
    if (!element.open) element.showModal();
    element.querySelector<HTMLElement>("[autofocus]")?.focus();
  });
  onCleanup(() => {
    // While it is open, nothing behind it can take the focus.
    element.close();
    if (before instanceof HTMLElement && before.isConnected) before.focus();
  });
  return (
    <dialog
      ref={element}
      class={`dialog ${props.wide ? "dialog-wide" : ""} ${props.class ?? ""}`}
      aria-labelledby={titleId}
      onCancel={(event) => {
        event.preventDefault();
        props.onClose();
      }}
      onPointerDown={(event) => {
        if (event.target === element && !props.keepOnBackdrop && outside(element, event)) {
          props.onClose();
        }
      }}
    >
      <header class="dialog-head">
        <h2 id={titleId}>{props.title}</h2>
        <IconButton icon="close" label={props.closeLabel} onClick={() => props.onClose()} />
      </header>
      <div class="dialog-body">{props.children}</div>
      <Show when={props.footer}>
        <footer class="dialog-foot">{props.footer}</footer>
      </Show>
    </dialog>
  );
}

function outside(element: Element, event: PointerEvent): boolean {
  const box = element.getBoundingClientRect();
  return (
    event.clientX < box.left ||
    event.clientX > box.right ||
    event.clientY < box.top ||
    event.clientY > box.bottom
  );
}
