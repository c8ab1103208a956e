/** The designer's keys. Inside a text input, editing keys keep their meaning for the text. */
import { onCleanup } from "solid-js";
import { selectionCommands } from "../commands/index.ts";
import type { Designer } from "./designer-context.ts";

const isMac = /Mac|iPhone|iPad/.test(navigator.userAgent);

/** `Mod+Shift+Z` of a key event; letters in upper case. */
export function keyName(event: KeyboardEvent): string {
  const parts = [
    (isMac ? event.metaKey : event.ctrlKey) ? "Mod" : "",
    event.altKey ? "Alt" : "",
    event.shiftKey ? "Shift" : "",
    event.key.length === 1 ? event.key.toUpperCase() : event.key,
  ];
  return parts.filter(Boolean).join("+");
}

const arrows: Readonly<Record<string, string>> = {
  ArrowUp: "↑",
  ArrowDown: "↓",
  ArrowLeft: "←",
  ArrowRight: "→",
};

/** How a key is written on this machine: `Ctrl+D`, `⌘D`. */
export function writtenKey(key: string): string {
  const parts = key.split("+").map((part) => {
    if (part === "Mod") return isMac ? "⌘" : "Ctrl";
    if (part === "Alt" && isMac) return "⌥";
    if (part === "Shift" && isMac) return "⇧";
    if (part === "Delete") return "Del";
    return arrows[part] ?? part;
  });
  return parts.join(isMac ? "" : "+");
}

function isTextInput(target: EventTarget | null): boolean {
  if (target instanceof HTMLTextAreaElement) return true;
  if (target instanceof HTMLInputElement) {
    return !["checkbox", "radio", "button"].includes(target.type);
  }
  return target instanceof HTMLElement && target.isContentEditable;
}

/** True while typing is what undo should take back: the browser does that letter by letter. */
function isBeingTyped(designer: Designer, target: EventTarget | null): boolean {
  if (!isTextInput(target)) return false;
  if (designer.session.history().gesture !== null) return true;
  return target instanceof HTMLInputElement && "ownText" in target.dataset && target.value !== "";
}

export function listenToKeys(designer: Designer): void {
  const handle = (event: KeyboardEvent) => {
    if (event.isComposing || event.defaultPrevented) return;
    const key = keyName(event);
    const action =
      globalAction(designer, key, event.target) ?? selectionAction(designer, key, event);
    if (!action) return;
    event.preventDefault();
    action();
  };
  window.addEventListener("keydown", handle);
  onCleanup(() => window.removeEventListener("keydown", handle));
}

function globalAction(
  designer: Designer,
  key: string,
  target: EventTarget | null,
): (() => void) | null {
  const { session } = designer;
  if (key === "Mod+K") return () => designer.openDialog("palette");
  if (key === "Mod+S") return () => void session.flush();
  if (designer.dialog() !== null) return null;
  if (key === "?" && !isTextInput(target)) return () => designer.openDialog("keys");
  if (isBeingTyped(designer, target)) return null;
  if (key === "Mod+Z") return session.undo;
  if (key === "Mod+Y" || key === "Mod+Shift+Z") return session.redo;
  return null;
}

function selectionAction(
  designer: Designer,
  key: string,
  event: KeyboardEvent,
): (() => void) | null {
  if (designer.dialog() !== null) return null;
  const { session } = designer;
  if (key === "F2") return renameSelected;
  // Deleting inside a text means a letter, not a field.
  if (key === "Delete" && (isTextInput(event.target) || !inGrid(event.target))) return null;
  const command = selectionCommands.find((entry) => entry.key === key);
  if (!command?.possible(session.design())) return null;
  return () => session.apply(command.run(session.design()), command.label);
}

const inGrid = (target: EventTarget | null): boolean =>
  target === document.body ||
  (target instanceof HTMLElement && target.closest("[data-field-grid]") !== null);

/** The API name is what F2 renames: in the inspector, where it always stands. */
function renameSelected(): void {
  const input = document.getElementById("keyword-name");
  if (!(input instanceof HTMLInputElement)) return;
  input.focus();
  input.select();
}
