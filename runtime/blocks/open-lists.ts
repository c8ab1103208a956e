/** Which lines of a grid show the lines of their own. */
import { createSignal, onCleanup } from "solid-js";
import { type ListPlace, outerList } from "../state/form-lists.ts";

export interface OpenLists {
  readonly isOpen: (list: ListPlace) => boolean;
  readonly open: (list: ListPlace) => void;
  readonly toggle: (list: ListPlace) => void;
  /** Whether a line shows any list. */
  readonly ofRow: (rowKey: number) => boolean;
  /** The line that was opened last. */
  readonly lastRow: () => number | undefined;
  /** Height of what that line shows, in pixels. */
  readonly height: () => number;
  /** Keeps `height` right for an element that is drawn. */
  readonly measure: (element: HTMLElement) => void;
}

const rowOf = (list: ListPlace): number | undefined => outerList(list)?.rowKey;

/** `alone`: only one line is open at a time, as where lines have fixed places. */
export function createOpenLists(alone: () => boolean): OpenLists {
  const [lists, setLists] = createSignal<readonly ListPlace[]>([]);
  const [height, setHeight] = createSignal(0);
  const lastRow = () => rowOf(lists().at(-1) ?? "");
  const shown = () => (alone() ? lists().filter((list) => rowOf(list) === lastRow()) : lists());
  const isOpen = (list: ListPlace) => shown().includes(list);
  const close = (list: ListPlace) => setLists(lists().filter((other) => other !== list));
  const open = (list: ListPlace) => {
    if (!isOpen(list)) setLists([...shown(), list]);
  };
  return {
    isOpen,
    open,
    toggle: (list) => void (isOpen(list) ? close(list) : open(list)),
    ofRow: (rowKey) => shown().some((list) => rowOf(list) === rowKey),
    lastRow,
    height,
    measure: (element) => {
      const observer = new ResizeObserver(() => setHeight(element.offsetHeight));
      observer.observe(element);
      onCleanup(() => observer.disconnect());
    },
  };
}
