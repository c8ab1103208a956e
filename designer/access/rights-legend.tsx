import { For, Show } from "solid-js";
import { Icon } from "../../runtime/ui/icon.tsx";
import type { RightOrigin } from "../document/role-view.ts";
import { accessText } from "../language/access/messages.ts";
import { RightMark } from "./right-mark.tsx";
import { useRoleEditing } from "./role-editing.ts";

/** What the looks of marks mean. */
export function RightsLegend() {
  const editing = useRoleEditing();
  const wordOf = (origin: RightOrigin) =>
    origin === "here" && editing.section() === "restrictions"
      ? "origin_restricted_here"
      : (`origin_${origin}` as const);
  return (
    <ul class="rights-legend" aria-label={accessText("legend")}>
      <For each={["here", "every", "included"] as const}>
        {(origin) => (
          <li>
            <RightMark origin={origin} text={accessText(wordOf(origin))} />
          </li>
        )}
      </For>
      <Show when={editing.section() === "objects"}>
        <li class="right-limit">
          <Icon name="no-access" size={14} />
          <span>{accessText("origin_restricted")}</span>
        </li>
      </Show>
    </ul>
  );
}
