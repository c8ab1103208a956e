import { createSignal, Show } from "solid-js";
import type { TokenEntry } from "../../../metadata/account-wire.ts";
import { accountText } from "../../language/account/messages.ts";
import { dayOf } from "../../language/when.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { Table } from "../../ui/table.tsx";

/** API tokens by what they are for; removing one asks first. */
export function TokenTable(props: {
  readonly tokens: readonly TokenEntry[];
  readonly onRemove: (token: TokenEntry) => Promise<void>;
}) {
  const [asked, setAsked] = createSignal<TokenEntry>();
  const end = ({ expires_at }: TokenEntry) => {
    if (expires_at === null) return accountText("never");
    return Date.parse(expires_at) <= Date.now() ? accountText("expired") : dayOf(expires_at);
  };
  return (
    <>
      <Table
        label={accountText("tokens")}
        rows={props.tokens}
        columns={[
          { title: accountText("token_name"), cell: ({ name }) => name || "–" },
          {
            title: accountText("token_scope"),
            cell: ({ scope }) => accountText(scope === "all" ? "scope_all" : "scope_read"),
          },
          { title: accountText("expires"), cell: end },
          {
            title: accountText("last_used"),
            cell: ({ last_used_at }) =>
              last_used_at === null ? accountText("never") : dayOf(last_used_at),
          },
          {
            title: accountText("actions"),
            narrow: true,
            cell: (token) => (
              <Button
                small
                variant="quiet"
                aria-label={accountText("remove_token_of", { name: token.name })}
                onClick={() => setAsked(token)}
              >
                {accountText("remove_token")}
              </Button>
            ),
          },
        ]}
      />
      <Show when={asked()}>
        {(token) => (
          <Dialog
            open
            title={accountText("remove_token_of", { name: token().name })}
            closeLabel={accountText("close")}
            onClose={() => setAsked(undefined)}
            footer={
              <>
                <Button autofocus onClick={() => setAsked(undefined)}>
                  {accountText("cancel")}
                </Button>
                <Button
                  variant="danger"
                  onClick={() => void props.onRemove(token()).then(() => setAsked(undefined))}
                >
                  {accountText("remove_token")}
                </Button>
              </>
            }
          >
            <p>{accountText("remove_token_sure", { name: token().name })}</p>
          </Dialog>
        )}
      </Show>
    </>
  );
}
