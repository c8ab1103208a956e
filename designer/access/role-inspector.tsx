import { createSignal, Show } from "solid-js";
import {
  duplicateRole,
  removeRole,
  renameRole,
  roleNameMistake,
} from "../commands/role-commands.ts";
import type { DesignDocument } from "../document/design-documents.ts";
import { problemAtPart } from "../document/problem-location.ts";
import { NameInput } from "../inspector/name-input.tsx";
import { accessText } from "../language/access/messages.ts";
import { useDesigner } from "../shell/designer-context.ts";
import { AccessFoot } from "./access-foot.tsx";
import { AccessHead } from "./access-head.tsx";
import { AccessTexts } from "./access-texts.tsx";
import { AdministrationInput } from "./administration-input.tsx";
import { DelegationInput } from "./delegation-input.tsx";
import { IncludesInput } from "./includes-input.tsx";
import { RemoveRoleDialog } from "./remove-role-dialog.tsx";
import { ReportsInput } from "./reports-input.tsx";
import { RoleUses } from "./role-uses.tsx";

const shown = new Set([
  "title",
  "name",
  "description",
  "includes",
  "administration",
  "administers",
  "with_reports",
  "objects",
  "restrictions",
]);

/** What a role is called, what it includes, and what it may administer. */
export function RoleInspector(props: { readonly document: DesignDocument }) {
  const { session } = useDesigner();
  const [removing, setRemoving] = createSignal(false);
  const key = () => props.document.key;
  return (
    <div class="inspector">
      <AccessHead document={props.document} icon="key" kind={accessText("role")} shown={shown} />
      <AccessTexts document={props.document} branch="roles" />
      <NameInput
        name={props.document.name}
        problem={problemAtPart(session.problems(), key(), ["name"])}
        mistake={(name) => roleNameMistake(session.documents(), key(), name)}
        onRename={(name) => session.run(renameRole, { document: key(), name })}
      />
      <IncludesInput document={props.document} />
      <ReportsInput document={props.document} />
      <AdministrationInput document={props.document} />
      <DelegationInput document={props.document} />
      <RoleUses document={props.document} />
      <AccessFoot
        document={props.document}
        duplicate={duplicateRole}
        remove={removeRole}
        onRemove={() => setRemoving(true)}
      />
      <Show when={removing()}>
        <RemoveRoleDialog document={props.document} onClose={() => setRemoving(false)} />
      </Show>
    </div>
  );
}
