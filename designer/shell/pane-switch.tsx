import { For } from "solid-js";
import { text } from "../language/messages.ts";
import { type Pane, useDesigner } from "./designer-context.ts";

const panes: readonly {
  readonly pane: Pane;
  readonly title: "objects" | "canvas" | "properties";
}[] = [
  { pane: "objects", title: "objects" },
  { pane: "canvas", title: "canvas" },
  { pane: "inspector", title: "properties" },
];

/** On a phone the three panes are behind one another; this row brings one to the front. */
export function PaneSwitch() {
  const designer = useDesigner();
  return (
    <div class="pane-switch" role="group" aria-label={text("panes")}>
      <For each={panes}>
        {({ pane, title }) => (
          <button
            type="button"
            aria-pressed={designer.pane() === pane}
            onClick={() => designer.showPane(pane)}
          >
            {text(pane === "objects" ? designer.listed() : title)}
          </button>
        )}
      </For>
    </div>
  );
}
