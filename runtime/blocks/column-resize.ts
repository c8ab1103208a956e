/** Dragging the edge of a column header. */
import { createSignal } from "solid-js";

const narrowest = 56;
const widest = 800;

export interface ColumnResize {
  /** True while a drag has just moved, so that its click does not sort. */
  readonly dragged: () => boolean;
  readonly onPointerDown: (event: PointerEvent & { readonly currentTarget: HTMLElement }) => void;
}

export function createColumnResize(options: {
  readonly width: () => number;
  readonly onResize: (width: number) => void;
}): ColumnResize {
  const [dragged, setDragged] = createSignal(false);
  return {
    dragged,
    onPointerDown: (down) => {
      down.preventDefault();
      down.stopPropagation();
      const handle = down.currentTarget;
      const start = options.width();
      handle.setPointerCapture(down.pointerId);
      const move = (event: PointerEvent) => {
        setDragged(true);
        const width = start + event.clientX - down.clientX;
        options.onResize(Math.round(Math.min(widest, Math.max(narrowest, width))));
      };
      const up = () => {
        handle.removeEventListener("pointermove", move);
        // The click that follows must still see the drag.
        setTimeout(() => setDragged(false));
      };
      handle.addEventListener("pointermove", move);
      handle.addEventListener("pointerup", up, { once: true });
      handle.addEventListener("pointercancel", up, { once: true });
    },
  };
}
