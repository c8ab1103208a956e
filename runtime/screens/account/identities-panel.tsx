import { createSignal, For, Show } from "solid-js";
import type { IdentityEntry, IdentityList } from "../../../metadata/account-wire.ts";
import { IdentityDialog, type IdentityTask } from "../../blocks/account/identity-dialog.tsx";
import { accountText } from "../../language/account/messages.ts";
import { dayAndTime } from "../../language/when.ts";
import { useApplication } from "../../state/application.ts";
import { createAnswer } from "../../state/create-answer.ts";
import { Button } from "../../ui/button.tsx";
import { Notice, Tag } from "../../ui/message.tsx";
import { showToast } from "../../ui/toast.tsx";
import { AccountPanel } from "./account-panel.tsx";

/** Accounts of the provider that sign one in; nothing where there is no provider and never was. */
export function IdentitiesPanel() {
  const { client } = useApplication();
  const [task, setTask] = createSignal<IdentityTask>();
  const {
    body: found,
    problem,
    again,
  } = createAnswer(
    () => "/account/identities",
    (path) => client.request<IdentityList>("GET", path),
  );
  const provider = () => found()?.available ?? null;
  const linkable = () => (found()?.data.some(({ current }) => current) ? null : provider());
  const title = () => {
    const name = provider();
    return name === null
      ? accountText("identities_former")
      : accountText("identities", { provider: name });
  };
  const done = async (changed: boolean) => {
    const open = task();
    setTask(undefined);
    if (changed && open?.kind === "unlink")
      showToast(accountText("unlinked", { provider: open.provider }));
    await again();
  };
  return (
    <Show when={problem() !== undefined || provider() !== null || (found()?.data.length ?? 0) > 0}>
      <AccountPanel
        title={title()}
        actions={
          <Show when={linkable()}>
            {(name) => (
              <Button small icon="link" onClick={() => setTask({ kind: "link", provider: name() })}>
                {accountText("link_identity", { provider: name() })}
              </Button>
            )}
          </Show>
        }
      >
        <Show when={problem()}>
          <Notice kind="danger">{accountText("identities_failed")}</Notice>
        </Show>
        <Show when={found()?.data.length === 0}>
          <p class="account-panel-note">
            {accountText("identities_none", { provider: provider() ?? "" })}
          </p>
        </Show>
        <ul class="identities">
          <For each={found()?.data}>
            {(identity) => (
              <IdentityRow
                identity={identity}
                onUnlink={() =>
                  setTask({ kind: "unlink", provider: identity.provider, id: identity.id })
                }
              />
            )}
          </For>
        </ul>
        <Show when={task()} keyed>
          {(open) => <IdentityDialog task={open} onClose={(changed) => void done(changed)} />}
        </Show>
      </AccountPanel>
    </Show>
  );
}

function IdentityRow(props: { readonly identity: IdentityEntry; readonly onUnlink: () => void }) {
  return (
    <li>
      <span>
        <strong>{props.identity.email || props.identity.provider}</strong>
        <small class="muted">
          {accountText("identity_linked", { when: dayAndTime(props.identity.created_at) })}
          <Show when={props.identity.used_at}>
            {(used) => ` · ${accountText("identity_used", { when: dayAndTime(used()) })}`}
          </Show>
        </small>
      </span>
      <Show when={!props.identity.current}>
        <Tag>{accountText("identity_former")}</Tag>
      </Show>
      <Button
        small
        variant="quiet"
        aria-label={accountText("unlink_of", { provider: props.identity.provider })}
        onClick={() => props.onUnlink()}
      >
        {accountText("unlink")}
      </Button>
    </li>
  );
}
