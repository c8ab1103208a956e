import type { SentLink } from "../../metadata/account-wire.ts";
import { ShownOnce } from "../../runtime/blocks/account/shown-once.tsx";
import { dayAndTime } from "../../runtime/language/when.ts";
import { Button } from "../../runtime/ui/button.tsx";
import { Dialog } from "../../runtime/ui/dialog.tsx";
import { Notice } from "../../runtime/ui/message.tsx";
import { pageText } from "../language/pages/messages.ts";
import { userText } from "../language/users/messages.ts";

/** A link to hand over, where no mail can be sent. */
export function LinkDialog(props: { readonly sent: SentLink; readonly onClose: () => void }) {
  const { user, link, expires_at } = props.sent;
  return (
    <Dialog
      open
      keepOnBackdrop
      title={userText("link_title", { name: user.name })}
      closeLabel={pageText("close")}
      onClose={props.onClose}
      footer={
        <Button variant="primary" onClick={() => props.onClose()}>
          {userText("done")}
        </Button>
      }
    >
      <div class="plain-form">
        <Notice kind="warning" alert>
          {userText("hand_over", {
            name: user.name,
            until: expires_at === null ? "" : dayAndTime(expires_at),
          })}
        </Notice>
        {/* A path where the server knows no public address: this page's own stands for it. */}
        <ShownOnce label={userText("link")} value={new URL(link ?? "", location.origin).href} />
      </div>
    </Dialog>
  );
}
