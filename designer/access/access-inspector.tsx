import { createMemo, Match, Show, Switch } from "solid-js";
import { accessMessages } from "../language/access/messages.ts";
import { text } from "../language/messages.ts";
import { useDesigner } from "../shell/designer-context.ts";
import { RoleInspector } from "./role-inspector.tsx";
import { SharingRuleInspector } from "./sharing-rule-inspector.tsx";
import "./access.css";

await accessMessages.ready();

/** Properties of the selected role or sharing rule. */
export function AccessInspector(props: { readonly documentKey: string }) {
  const { session } = useDesigner();
  const document = createMemo(() => session.documents().get(props.documentKey));
  return (
    <Show when={document()} fallback={<p class="pane-note">{text("nothing_selected")}</p>}>
      {(current) => (
        <Switch>
          <Match when={current().kind === "role"}>
            <RoleInspector document={current()} />
          </Match>
          <Match when={current().kind === "sharing_rule"}>
            <SharingRuleInspector document={current()} />
          </Match>
        </Switch>
      )}
    </Show>
  );
}
