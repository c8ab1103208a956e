/** The part of a long list that is in sight, and what follows from scrolling. */
import { type Accessor, createEffect, createMemo, on, onCleanup, untrack } from "solid-js";
import { onRowsMoved } from "./rows-in-place.ts";
import { createViewport, type Viewport } from "./viewport.ts";
import { rowWindow, scrollToRow, slotRows } from "./virtual-window.ts";

export interface GridWindowProps {
  readonly rows: readonly { readonly id: string }[];
  readonly pending: boolean;
  readonly rowHeight: number;
  readonly resetKey: string;
  readonly onNearEnd: () => void;
  readonly onVisible: (first: number, last: number) => void;
}

export interface GridWindow {
  readonly viewport: Viewport;
  /** Rows with the grey ones that stand for what is on its way. */
  readonly count: Accessor<number>;
  /** Height of the rows' area. */
  readonly height: Accessor<number>;
  readonly rowsBySlot: Accessor<readonly number[]>;
  readonly isDrawn: (row: number) => boolean;
  /** Scrolls a row into sight. */
  readonly show: (row: number) => void;
}

const pendingRows = 12;
/** Rows before the end at which the next page is asked for. */
const nearEnd = 20;

/** `headHeight` is what a sticky head takes from the scrolled area. */
export function createGridWindow(
  props: GridWindowProps,
  element: () => HTMLElement,
  headHeight: number,
): GridWindow {
  const viewport = createViewport(element);
  const count = () => props.rows.length + (props.pending ? pendingRows : 0);
  const height = () => Math.max(0, viewport.height() - headHeight);
  const visible = createMemo(() => rowWindow(viewport.top(), height(), props.rowHeight, count()));
  // Slots only become more, so that scrolling never throws elements away.
  const slots = createMemo(
    (previous: number) => Math.max(previous, visible().end - visible().first),
    16,
  );
  createEffect(() => {
    if (visible().end >= props.rows.length - nearEnd) props.onNearEnd();
  });
  createEffect(() => {
    const first = Math.floor(viewport.top() / props.rowHeight);
    const last = Math.ceil((viewport.top() + height()) / props.rowHeight);
    props.onVisible(first, Math.min(props.rows.length, last));
  });
  // At its top a list shows what is new; elsewhere it stands still.
  onRowsMoved(props, (placeOf) => {
    const first = Math.floor(viewport.top() / props.rowHeight);
    if (viewport.top() > 0) element().scrollTop += (placeOf(first) - first) * props.rowHeight;
  });
  keepScrollPosition(props, viewport, count, element);
  return {
    viewport,
    count,
    height,
    rowsBySlot: createMemo(() => slotRows(visible(), slots())),
    isDrawn: (row) => row >= visible().first && row < visible().end,
    show: (row) => {
      if (row < 0) return;
      const at = { top: element().scrollTop, height: height() };
      element().scrollTop = scrollToRow(row, props.rowHeight, at);
    },
  };
}

/** Where each list was left, by what it showed, so that going back finds the same rows. */
const positions = new Map<string, number>();

/** Another search or sorting starts at the top; the same list continues where it was left. */
function keepScrollPosition(
  props: Pick<GridWindowProps, "resetKey" | "rowHeight">,
  viewport: Viewport,
  count: Accessor<number>,
  element: () => HTMLElement,
): void {
  let wanted: number | undefined = positions.get(props.resetKey);
  createEffect(() => {
    if (wanted === undefined || count() * props.rowHeight <= wanted) return;
    element().scrollTop = wanted;
    wanted = undefined;
  });
  let key = untrack(() => props.resetKey);
  createEffect(on(viewport.top, (top) => positions.set(key, top), { defer: true }));
  // The last scrolling before it is left may not have been told yet.
  onCleanup(() => {
    if (element().isConnected) positions.set(key, element().scrollTop);
  });
  createEffect(
    on(
      () => props.resetKey,
      (now) => {
        key = now;
        wanted = undefined;
        element().scrollTop = 0;
      },
      { defer: true },
    ),
  );
}
