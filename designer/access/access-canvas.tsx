import { createMemo, Match, Switch } from "solid-js";
import { builtInRoleAt } from "../document/built-in-role-keys.ts";
import { accessMessages } from "../language/access/messages.ts";
import { useDesigner } from "../shell/designer-context.ts";
import { BuiltInRoleView } from "./built-in-role-view.tsx";
import { RoleEditor } from "./role-editor.tsx";
import { SharingRuleEditor } from "./sharing-rule-editor.tsx";
import "./access.css";

await accessMessages.ready();

/** The selected role or sharing rule. */
export function AccessCanvas(props: { readonly documentKey: string }) {
  const { session } = useDesigner();
  const document = createMemo(() => session.documents().get(props.documentKey));
  const builtIn = () => builtInRoleAt(props.documentKey);
  const of = (kind: "role" | "sharing_rule") => {
    const current = document();
    return current?.kind === kind ? current : undefined;
  };
  return (
    <Switch>
      <Match when={builtIn()}>{(name) => <BuiltInRoleView name={name()} />}</Match>
      <Match when={of("role")}>{(role) => <RoleEditor document={role()} />}</Match>
      <Match when={of("sharing_rule")}>{(rule) => <SharingRuleEditor document={rule()} />}</Match>
    </Switch>
  );
}
