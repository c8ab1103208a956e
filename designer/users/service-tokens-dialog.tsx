import { createSignal, Show } from "solid-js";
import type { MadeToken, TokenEntry, TokenList, UserEntry } from "../../metadata/account-wire.ts";
import { TokenDialog, type WantedToken } from "../../runtime/blocks/account/token-dialog.tsx";
import { TokenTable } from "../../runtime/blocks/account/token-table.tsx";
import type { Client } from "../../runtime/client/client.ts";
import { accountText } from "../../runtime/language/account/messages.ts";
import { createAnswer } from "../../runtime/state/create-answer.ts";
import { Button } from "../../runtime/ui/button.tsx";
import { Dialog } from "../../runtime/ui/dialog.tsx";
import { showToast } from "../../runtime/ui/toast.tsx";
import { pageText } from "../language/pages/messages.ts";
import { userText } from "../language/users/messages.ts";

/** The tokens of a service account. */
export function ServiceTokensDialog(props: {
  readonly user: UserEntry;
  readonly client: Client;
  readonly onClose: () => void;
}) {
  const path = `/users/${props.user.id}/tokens`;
  const [making, setMaking] = createSignal(false);
  const { body, again } = createAnswer(
    () => path,
    (at) => props.client.request<TokenList>("GET", at),
  );
  const tokens = () => body()?.data ?? [];
  const make = async (wanted: WantedToken) => {
    const made = await props.client.request<MadeToken>("POST", path, { body: wanted });
    if (!made.ok) return { problem: made.problem };
    void again();
    return made.body;
  };
  const remove = async (token: TokenEntry) => {
    const removed = await props.client.request("DELETE", `${path}/${token.id}`);
    if (removed.ok) showToast(accountText("token_removed"));
    await again();
  };
  return (
    <Show when={!making()} fallback={<TokenDialog make={make} onClose={() => setMaking(false)} />}>
      <Dialog
        open
        wide
        title={userText("tokens_of", { name: props.user.name })}
        closeLabel={pageText("close")}
        onClose={props.onClose}
        footer={
          <Button variant="primary" icon="plus" onClick={() => setMaking(true)}>
            {accountText("new_token")}
          </Button>
        }
      >
        <Show
          when={tokens().length > 0}
          fallback={<p class="muted">{accountText("tokens_none")}</p>}
        >
          <TokenTable tokens={tokens()} onRemove={remove} />
        </Show>
      </Dialog>
    </Show>
  );
}
