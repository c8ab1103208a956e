import { Show } from "solid-js";
import { Icon } from "../../runtime/ui/icon.tsx";
import type { RightOrigin } from "../document/role-view.ts";

/** One right in a cell; its frame and its sign say where it comes from. */
export function RightMark(props: {
  readonly origin: RightOrigin;
  readonly text: string;
  readonly title?: string | undefined;
  /** Nothing is left of it. */
  readonly isLost?: boolean;
}) {
  return (
    <span
      class={`right-mark right-${props.origin}`}
      classList={{ "right-lost": props.isLost ?? false }}
      title={props.title}
    >
      <Show when={props.origin === "every"}>
        <span class="right-sign" aria-hidden="true">
          *
        </span>
      </Show>
      <Show when={props.origin === "included"}>
        <Icon name="link" size={14} />
      </Show>
      {props.text}
    </span>
  );
}
