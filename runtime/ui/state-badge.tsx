import type { JSX } from "solid-js";
import "./state-badge.css";

/** Where a state stands on its way; the mark's shape says it as well as its colour. */
export type BadgeKind = "start" | "under_way" | "end" | "aside";

const marks: Readonly<Record<BadgeKind, string>> = {
  start: "M5 8.200A3.200 3.200 0 1 0 5 1.800a3.200 3.200 0 0 0 0 6.400Z",
  under_way: "M5 8.200A3.200 3.200 0 1 0 5 1.800a3.200 3.200 0 0 0 0 6.400Z",
  end: "M1.800 5.300 4 7.500l4.200-5",
  aside: "M2 5h6",
};

/** The mark alone, to stand before the name of a state. */
export function StateMark(props: { readonly kind: BadgeKind }) {
  return (
    <svg
      class={`state-mark state-mark-${props.kind}`}
      viewBox="0 0 10 10"
      width="10"
      height="10"
      aria-hidden="true"
    >
      <path d={marks[props.kind]} />
    </svg>
  );
}

/** A state as a calm word with its mark: for cells of lists, facts and history. */
export function StateBadge(props: { readonly kind: BadgeKind; readonly children: JSX.Element }) {
  return (
    <span class={`state-badge state-badge-${props.kind}`}>
      <StateMark kind={props.kind} />
      <span>{props.children}</span>
    </span>
  );
}
