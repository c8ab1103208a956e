import { createSignal, Show } from "solid-js";
import type { SessionList } from "../../../metadata/account-wire.ts";
import { accountText } from "../../language/account/messages.ts";
import { locale } from "../../language/locale.ts";
import { dayAndTime } from "../../language/when.ts";
import { useApplication } from "../../state/application.ts";
import { createAnswer } from "../../state/create-answer.ts";
import { Button } from "../../ui/button.tsx";
import { Notice, Skeleton, Tag } from "../../ui/message.tsx";
import { Table } from "../../ui/table.tsx";
import { showToast } from "../../ui/toast.tsx";
import { AccountPanel } from "./account-panel.tsx";

type Entry = SessionList["data"][number];

/** Where one is signed in, and signing out there. */
export function SessionsPanel() {
  const { client } = useApplication();
  const [busy, setBusy] = createSignal(false);
  // Devices are told in the language of the screen.
  const { body, problem, again } = createAnswer(locale, () =>
    client.request<SessionList>("GET", "/account/sessions"),
  );
  const entries = () => body()?.data;
  const end = async (entry: Entry) => {
    setBusy(true);
    const ended = await client.request("DELETE", `/account/sessions/${entry.id}`);
    await again();
    setBusy(false);
    if (ended.ok) showToast(accountText("session_ended", { device: entry.device }));
  };
  const endOthers = async () => {
    setBusy(true);
    const ended = await client.request("POST", "/account/sessions/end-others");
    await again();
    setBusy(false);
    if (ended.ok) showToast(accountText("others_ended"));
  };
  return (
    <AccountPanel
      title={accountText("sessions")}
      actions={
        <Show when={(entries()?.length ?? 0) > 1}>
          <Button small busy={busy()} onClick={() => void endOthers()}>
            {accountText("end_others")}
          </Button>
        </Show>
      }
    >
      <Show when={problem()}>
        <Notice kind="danger">{accountText("sessions_failed")}</Notice>
      </Show>
      <Show when={entries()} fallback={<Skeleton width="70%" />}>
        {(found) => (
          <SessionTable entries={found()} busy={busy()} onEnd={(entry) => void end(entry)} />
        )}
      </Show>
    </AccountPanel>
  );
}

function SessionTable(props: {
  readonly entries: readonly Entry[];
  readonly busy: boolean;
  readonly onEnd: (entry: Entry) => void;
}) {
  return (
    <div class="sessions">
      <Table
        label={accountText("sessions")}
        rows={props.entries}
        columns={[
          { title: accountText("device"), cell: ({ device }) => device },
          { title: accountText("network_address"), cell: ({ address }) => address },
          { title: accountText("begun"), cell: ({ created_at }) => dayAndTime(created_at) },
          { title: accountText("last_used"), cell: ({ last_used_at }) => dayAndTime(last_used_at) },
          {
            title: accountText("actions"),
            narrow: true,
            cell: (entry) => (
              <Show
                when={!entry.current}
                fallback={<Tag tone={2}>{accountText("this_session")}</Tag>}
              >
                <Button
                  small
                  variant="quiet"
                  disabled={props.busy}
                  aria-label={accountText("end_session_of", { device: entry.device })}
                  onClick={() => props.onEnd(entry)}
                >
                  {accountText("end_session")}
                </Button>
              </Show>
            ),
          },
        ]}
      />
    </div>
  );
}
