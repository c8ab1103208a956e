import { createSignal, For, Show } from "solid-js";
import type { Delegation, Delegations, TaskPerson } from "../../../metadata/task-wire.ts";
import {
  DelegationDialog,
  type WantedDelegation,
} from "../../blocks/account/delegation-dialog.tsx";
import { problemSentence } from "../../blocks/problem-view.tsx";
import { accountText } from "../../language/account/messages.ts";
import { dayOf } from "../../language/when.ts";
import { useApplication } from "../../state/application.ts";
import { createAnswer } from "../../state/create-answer.ts";
import { Button } from "../../ui/button.tsx";
import { showToast } from "../../ui/toast.tsx";
import { AccountPanel } from "./account-panel.tsx";

/** Who decides in one's place, and in whose place one decides. */
export function DelegationsPanel() {
  const { client } = useApplication();
  const [open, setOpen] = createSignal(false);
  const { body, again } = createAnswer(
    () => "/account/delegations",
    (path) => client.request<Delegations>("GET", path),
  );
  const known = () => body() ?? { given: [], received: [] };
  const make = async (wanted: WantedDelegation) => {
    const made = await client.request("POST", "/account/delegations", { body: wanted });
    await again();
    return made.ok ? null : made.problem;
  };
  const remove = async ({ id }: Delegation) => {
    const removed = await client.request("DELETE", `/account/delegations/${id}`);
    if (removed.ok) showToast(accountText("delegation_removed"));
    else showToast(problemSentence(removed.problem), { kind: "error" });
    await again();
  };
  const isEmpty = () => known().given.length + known().received.length === 0;
  return (
    <AccountPanel
      title={accountText("delegations")}
      actions={
        <Button small icon="plus" onClick={() => setOpen(true)}>
          {accountText("delegation_new")}
        </Button>
      }
    >
      <p class="account-panel-note">{accountText("delegations_hint")}</p>
      <Show when={isEmpty()}>
        <p class="account-panel-note">{accountText("delegations_none")}</p>
      </Show>
      <ul class="identities" data-delegations>
        <For each={known().given}>
          {(delegation) => (
            <li>
              <span>
                {accountText("delegation_given", { name: nameOf(delegation.to) })}
                <small class="muted">{timesOf(delegation)}</small>
              </span>
              <Button small onClick={() => void remove(delegation)}>
                {accountText("delegation_remove")}
              </Button>
            </li>
          )}
        </For>
        <For each={known().received}>
          {(delegation) => (
            <li>
              <span>
                {accountText("delegation_received", { name: nameOf(delegation.from) })}
                <small class="muted">{timesOf(delegation)}</small>
              </span>
            </li>
          )}
        </For>
      </ul>
      <Show when={open()}>
        <DelegationDialog make={make} onClose={() => setOpen(false)} />
      </Show>
    </AccountPanel>
  );
}

const nameOf = ({ name }: TaskPerson): string => name || accountText("delegation_nobody");

function timesOf({ valid_from, valid_until, reason }: Delegation): string {
  const from = dayOf(valid_from);
  const times =
    valid_until === null
      ? accountText("delegation_since", { from })
      : accountText("delegation_times", { from, until: dayOf(valid_until) });
  return reason === "" ? times : `${times} · ${reason}`;
}
