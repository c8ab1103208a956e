import { Show } from "solid-js";
import "./panel-heading.css";

/** What a panel is about; nothing for a panel without a title. */
export function PanelHeading(props: { readonly title: string }) {
  return (
    <Show when={props.title !== ""}>
      <h2 class="panel-heading">{props.title}</h2>
    </Show>
  );
}
