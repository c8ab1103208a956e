import { createResource, For, Show } from "solid-js";
import { locale } from "../../runtime/language/locale.ts";
import { Button } from "../../runtime/ui/button.tsx";
import { Dialog } from "../../runtime/ui/dialog.tsx";
import { Skeleton } from "../../runtime/ui/message.tsx";
import { showToast } from "../../runtime/ui/toast.tsx";
import { removeRole } from "../commands/role-commands.ts";
import type { DesignDocument } from "../document/design-documents.ts";
import { usesOfRole } from "../document/design-roles.ts";
import { documentTitle } from "../document/document-title.ts";
import { accessText } from "../language/access/messages.ts";
import { text } from "../language/messages.ts";
import { useDesigner } from "../shell/designer-context.ts";
import { countMembers, type MemberCount } from "./role-members.ts";

/** Says who has the role, and what names it, before it goes. */
export function RemoveRoleDialog(props: {
  readonly document: DesignDocument;
  readonly onClose: () => void;
}) {
  const { session } = useDesigner();
  const title = () => documentTitle(session.documents(), props.document, locale());
  const uses = () => usesOfRole(session.documents(), props.document.name);
  // Who has it goes by what is published; what was never published has nobody.
  const [members] = createResource(async () => {
    const published = session.published().get(props.document.key);
    return published
      ? await countMembers(session.client, published.name)
      : ({ count: 0, isAll: true } satisfies MemberCount);
  });
  const remove = () => {
    const gone = title();
    props.onClose();
    session.run(removeRole, { document: props.document.key });
    const step = session.history().past.at(-1);
    showToast(text("removed_toast", { title: gone }), {
      kind: "info",
      action: {
        label: text("undo"),
        // A later step must not be taken back instead.
        onSelect: () => session.history().past.at(-1) === step && session.undo(),
      },
    });
  };
  return (
    <Dialog
      open
      title={accessText("remove_title", { title: title() })}
      closeLabel={text("close")}
      onClose={props.onClose}
      footer={
        <>
          <Button onClick={() => props.onClose()}>{text("cancel")}</Button>
          <Button variant="danger" onClick={remove}>
            {accessText("remove")}
          </Button>
        </>
      }
    >
      <Show when={!members.loading} fallback={<Skeleton width="60%" />}>
        <p>{membersSentence(members() ?? null)}</p>
      </Show>
      <Show when={uses().length > 0}>
        <p>{accessText("remove_uses")}</p>
        <ul>
          <For each={uses()}>
            {(document) => <li>{documentTitle(session.documents(), document, locale())}</li>}
          </For>
        </ul>
      </Show>
    </Dialog>
  );
}

function membersSentence(members: MemberCount | null): string {
  if (members === null) return accessText("users_unknown");
  const { count, isAll } = members;
  if (count === 0 && isAll) return accessText("remove_nobody");
  const who = accessText(isAll ? "users_with_role" : "users_with_role_many", { count });
  return `${who} ${accessText("remove_text")}`;
}
