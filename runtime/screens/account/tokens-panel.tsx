import { createSignal, Show } from "solid-js";
import type { MadeToken, TokenEntry, TokenList } from "../../../metadata/account-wire.ts";
import { TokenDialog, type WantedToken } from "../../blocks/account/token-dialog.tsx";
import { TokenTable } from "../../blocks/account/token-table.tsx";
import { accountText } from "../../language/account/messages.ts";
import { useApplication } from "../../state/application.ts";
import { createAnswer } from "../../state/create-answer.ts";
import { Button } from "../../ui/button.tsx";
import { showToast } from "../../ui/toast.tsx";
import { AccountPanel } from "./account-panel.tsx";

/** The caller's own API tokens. */
export function TokensPanel() {
  const { client } = useApplication();
  const [open, setOpen] = createSignal(false);
  const { body, again } = createAnswer(
    () => "/account/tokens",
    (path) => client.request<TokenList>("GET", path),
  );
  const tokens = () => body()?.data ?? [];
  const make = async (wanted: WantedToken) => {
    const made = await client.request<MadeToken>("POST", "/account/tokens", { body: wanted });
    if (!made.ok) return { problem: made.problem };
    void again();
    return made.body;
  };
  const remove = async (token: TokenEntry) => {
    const removed = await client.request("DELETE", `/account/tokens/${token.id}`);
    if (removed.ok) showToast(accountText("token_removed"));
    await again();
  };
  return (
    <AccountPanel
      title={accountText("tokens")}
      actions={
        <Button small icon="plus" onClick={() => setOpen(true)}>
          {accountText("new_token")}
        </Button>
      }
    >
      <p class="account-panel-note">{accountText("tokens_hint")}</p>
      <Show
        when={tokens().length > 0}
        fallback={<p class="account-panel-note">{accountText("tokens_none")}</p>}
      >
        <TokenTable tokens={tokens()} onRemove={remove} />
      </Show>
      <Show when={open()}>
        <TokenDialog make={make} onClose={() => setOpen(false)} />
      </Show>
    </AccountPanel>
  );
}
