import { For } from "solid-js";
import type { ViewModel } from "../../metadata/model/screen-models.ts";
import { text } from "../language/messages.ts";
import { emptyView, type ListView } from "../state/list-view.ts";
import "./view-tabs.css";

/** The published views of a list, as links: they can be opened beside one another. */
export function ViewTabs(props: {
  readonly views: readonly ViewModel[];
  /** Name of the view that is shown; empty for all records. */
  readonly chosen: string;
  readonly address: (view: ListView) => string;
}) {
  const entries = () => [{ name: "", title: text("list_all_records") }, ...props.views];
  return (
    <nav class="view-tabs" aria-label={text("list_views")}>
      <For each={entries()}>
        {({ name, title }) => (
          <a
            class="view-tab"
            href={props.address({ ...emptyView, view: name })}
            aria-current={props.chosen === name ? "page" : undefined}
          >
            {title}
          </a>
        )}
      </For>
    </nav>
  );
}
