/** Reordering rows with the pointer: one drag is one command, and so one step of undo. */
import { createSignal } from "solid-js";
import { moveField } from "../commands/index.ts";
import { findField } from "../document/object-fields.ts";
import type { DesignSession } from "../state/design-session.ts";

export interface RowDrag {
  /** Id of the field under the pointer that the dragged one would take the place of. */
  readonly over: () => string | null;
  readonly begin: (event: PointerEvent, field: string) => void;
}

/** Pixels the pointer must travel before a press becomes a drag. */
const threshold = 4;

export function createRowDrag(session: DesignSession, documentKey: string): RowDrag {
  const [over, setOver] = createSignal<string | null>(null);

  const entry = (id: string) => {
    const content = session.documents().get(documentKey)?.content;
    return content ? findField(content, id) : undefined;
  };
  /** Only a sibling can give up its place. */
  const targetAt = (event: PointerEvent, dragged: string): string | null => {
    const below = document.elementFromPoint(event.clientX, event.clientY);
    const id = below?.closest<HTMLElement>("[data-row]")?.dataset.row;
    if (id === undefined || id === dragged) return null;
    return entry(id)?.parent === entry(dragged)?.parent ? id : null;
  };

  const begin = (press: PointerEvent, field: string) => {
    if (press.button !== 0 || !(press.currentTarget instanceof HTMLElement)) return;
    const handle = press.currentTarget;
    handle.setPointerCapture(press.pointerId);
    let dragging = false;
    const move = (event: PointerEvent) => {
      dragging ||= Math.abs(event.clientY - press.clientY) > threshold;
      if (dragging) setOver(targetAt(event, field));
    };
    const end = (event: PointerEvent) => {
      handle.removeEventListener("pointermove", move);
      handle.removeEventListener("pointerup", end);
      handle.removeEventListener("pointercancel", end);
      const target = event.type === "pointerup" ? over() : null;
      setOver(null);
      const index = target === null ? undefined : entry(target)?.index;
      if (index !== undefined) session.run(moveField, { document: documentKey, field, index });
    };
    handle.addEventListener("pointermove", move);
    handle.addEventListener("pointerup", end);
    handle.addEventListener("pointercancel", end);
  };
  return { over, begin };
}
