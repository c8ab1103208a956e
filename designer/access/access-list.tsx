import { For } from "solid-js";
import { builtInRoleNames } from "../../metadata/access/built-in-roles.ts";
import { locale } from "../../runtime/language/locale.ts";
import { addRole } from "../commands/role-commands.ts";
import { addSharingRule } from "../commands/sharing-rule-commands.ts";
import { builtInRoleKey } from "../document/built-in-role-keys.ts";
import { accessMessages, accessText } from "../language/access/messages.ts";
import { DocumentSection } from "../lists/document-section.tsx";
import { ListEntry } from "../lists/list-entry.tsx";
import { focusWhenThere, keywordInputId, useDesigner } from "../shell/designer-context.ts";
import "./access.css";

await accessMessages.ready();

/** Roles and sharing rules, to choose one or make another. */
export function AccessList() {
  const designer = useDesigner();
  const { session } = designer;
  const named = () => {
    designer.showPane("inspector");
    focusWhenThere([keywordInputId("title")]);
  };
  return (
    <>
      <DocumentSection
        kind="role"
        icon="key"
        title={accessText("roles")}
        add={accessText("add_role")}
        empty={accessText("no_roles")}
        onAdd={() => {
          session.run(addRole, { title: accessText("new_role"), locale: locale() });
          named();
        }}
      >
        <For each={builtInRoleNames}>
          {(name) => (
            <ListEntry
              documentKey={builtInRoleKey(name)}
              icon="lock"
              title={accessText(`role_${name}`)}
              name={name}
              note={accessText("built_in")}
            />
          )}
        </For>
      </DocumentSection>
      <DocumentSection
        kind="sharing_rule"
        icon="external"
        title={accessText("sharing_rules")}
        add={accessText("add_sharing_rule")}
        empty={accessText("no_sharing_rules")}
        onAdd={() => {
          session.run(addSharingRule, { title: accessText("new_sharing_rule"), locale: locale() });
          named();
        }}
      />
    </>
  );
}
