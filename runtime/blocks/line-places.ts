/** Where lines of equal height stand, with one of them open. Pure. */
import { lineHeight } from "./line-columns.ts";
import type { OpenLists } from "./open-lists.ts";

export interface LinePlaces {
  /** Pixels from the top of the list to a line, or to the end for the number of lines. */
  readonly top: (index: number) => number;
  /** A scroll position as it would be with every line closed. */
  readonly scrolled: (top: number) => number;
}

export function linePlaces(
  { lastRow, height }: Pick<OpenLists, "lastRow" | "height">,
  indexOf: (rowKey: number) => number,
): LinePlaces {
  const openAt = () => indexOf(lastRow() ?? -1);
  return {
    top: (index) => index * lineHeight + (openAt() >= 0 && index > openAt() ? height() : 0),
    scrolled: (top) => {
      const below = (openAt() + 1) * lineHeight;
      return openAt() < 0 || top <= below ? top : Math.max(below, top - height());
    },
  };
}
