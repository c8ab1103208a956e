/** Places a floating element at an anchor: below it when there is room, else above; kept inside. */
export function place(
  floating: HTMLElement,
  anchor: Element,
  options: {
    readonly align?: "start" | "end";
    readonly matchWidth?: boolean;
    readonly maxHeight?: number;
  } = {},
): void {
  const gap = 4;
  const margin = 8;
  const at = anchor.getBoundingClientRect();
  const style = floating.style;
  style.position = "fixed";
  style.margin = "0";
  style.inset = "auto";
  if (options.matchWidth) style.minWidth = `${at.width}px`;
  const below = window.innerHeight - at.bottom - gap - margin;
  const above = at.top - gap - margin;
  style.maxHeight = "";
  const limit = options.maxHeight ?? Number.POSITIVE_INFINITY;
  const height = Math.min(limit, floating.scrollHeight);
  const up = height > below && above > below;
  style.maxHeight = `${Math.min(limit, Math.max(120, up ? above : below))}px`;
  const width = floating.offsetWidth;
  const wanted = options.align === "end" ? at.right - width : at.left;
  style.left = `${Math.max(margin, Math.min(wanted, window.innerWidth - width - margin))}px`;
  if (up) style.bottom = `${window.innerHeight - at.top + gap}px`;
  else style.top = `${at.bottom + gap}px`;
}
