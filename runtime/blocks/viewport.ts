/** Scroll position and size of an element as signals. */
import { createSignal, onCleanup, onMount } from "solid-js";

export interface Viewport {
  readonly top: () => number;
  readonly left: () => number;
  readonly height: () => number;
  readonly width: () => number;
  readonly onScroll: (event: { readonly currentTarget: HTMLElement }) => void;
}

export function createViewport(element: () => HTMLElement): Viewport {
  const [top, setTop] = createSignal(0);
  const [left, setLeft] = createSignal(0);
  // A guess before the first measurement, so that the first drawing has rows.
  const [height, setHeight] = createSignal(window.innerHeight);
  const [width, setWidth] = createSignal(0);
  const measure = () => {
    setHeight(element().clientHeight);
    setWidth(element().clientWidth);
  };
  onMount(() => {
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element());
    onCleanup(() => observer.disconnect());
  });
  return {
    top,
    left,
    height,
    width,
    onScroll: (event) => {
      setTop(event.currentTarget.scrollTop);
      setLeft(event.currentTarget.scrollLeft);
    },
  };
}
