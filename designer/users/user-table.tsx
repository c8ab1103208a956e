import { Show } from "solid-js";
import type { UserEntry } from "../../metadata/account-wire.ts";
import type { ProblemJson } from "../../metadata/wire.ts";
import { problemSentence } from "../../runtime/blocks/problem-view.tsx";
import { dayAndTime } from "../../runtime/language/when.ts";
import { IconButton } from "../../runtime/ui/button.tsx";
import { Menu, type MenuEntry } from "../../runtime/ui/menu.tsx";
import { Tag } from "../../runtime/ui/message.tsx";
import { Table } from "../../runtime/ui/table.tsx";
import { showToast } from "../../runtime/ui/toast.tsx";
import { userText } from "../language/users/messages.ts";
import { roleWords } from "./role-words.ts";
import type { UserStore } from "./users-api.ts";

const tones = { invited: 4, active: 2, disabled: 0 } as const;

interface UserTableProps {
  readonly users: readonly UserEntry[];
  /** Of who looks: nobody changes himself. */
  readonly ownId: string;
  readonly store: UserStore;
  readonly onLink: (user: UserEntry) => void;
  readonly onDisable: (user: UserEntry) => void;
  /** Absent for who looks after everybody: he changes the person's record. */
  readonly onMove?: ((user: UserEntry) => void) | undefined;
  readonly onFactor: (user: UserEntry) => void;
  readonly onTransfer: (user: UserEntry) => void;
  readonly onTokens: (user: UserEntry) => void;
  readonly onRoles: (user: UserEntry) => void;
  /** Absent for who may not look at the workspace as others see it. */
  readonly onView?: ((user: UserEntry) => void) | undefined;
}

/** The people and service accounts, each with what can be done. */
export function UserTable(props: UserTableProps) {
  return (
    <Table
      label={userText("users")}
      rows={props.users}
      columns={[
        { title: userText("name"), cell: (user) => <UserName user={user} /> },
        { title: userText("role"), cell: ({ roles }) => roles.map(roleWords).join(", ") },
        ...(props.onMove === undefined
          ? []
          : [
              {
                title: userText("department"),
                cell: ({ department }: UserEntry) => department?.name ?? "",
              },
            ]),
        {
          title: userText("state"),
          cell: ({ state }) => <Tag tone={tones[state]}>{userText(`state_${state}`)}</Tag>,
        },
        {
          title: userText("last_sign_in"),
          cell: ({ last_sign_in }) =>
            last_sign_in === null ? userText("never") : dayAndTime(last_sign_in),
        },
        {
          title: userText("second_factor"),
          cell: ({ second_factor }) =>
            userText(second_factor ? "second_factor_set" : "second_factor_not_set"),
        },
        {
          title: userText("actions"),
          narrow: true,
          cell: (user) => (
            <Show when={user.id !== props.ownId} fallback={<Tag>{userText("you")}</Tag>}>
              <Menu
                label={userText("actions_for", { name: user.name })}
                align="end"
                entries={entriesFor(user, props)}
                trigger={(attributes) => (
                  <IconButton
                    small
                    icon="more-vertical"
                    label={userText("actions_for", { name: user.name })}
                    {...attributes}
                  />
                )}
              />
            </Show>
          ),
        },
      ]}
    />
  );
}

function UserName(props: { readonly user: UserEntry }) {
  return (
    <div class="cell-lines">
      <span>{props.user.name}</span>
      <small class="muted">{props.user.email ?? userText("service")}</small>
    </div>
  );
}

function entriesFor(user: UserEntry, props: UserTableProps): readonly MenuEntry[] {
  const { name } = user;
  const { store } = props;
  const told = async (done: Promise<ProblemJson | null>, sentence: string) => {
    const problem = await done;
    if (problem === null) showToast(sentence);
    else showToast(problemSentence(problem), { kind: "error" });
  };
  const giving: MenuEntry = {
    label: userText("change_roles"),
    icon: "user",
    onSelect: () => props.onRoles(user),
  };
  const { onView, onMove } = props;
  const moving: readonly MenuEntry[] =
    onMove === undefined
      ? []
      : [{ label: userText("change_department"), icon: "relation", onSelect: () => onMove(user) }];
  const viewing: readonly MenuEntry[] =
    onView === undefined || user.state !== "active" || user.kind === "service"
      ? []
      : [{ label: userText("view_as"), icon: "eye", onSelect: () => onView(user) }];
  const linking: MenuEntry = {
    label: userText(user.state === "invited" ? "invite_again" : "send_reset"),
    icon: "mail",
    disabled: user.state === "disabled",
    onSelect: () => props.onLink(user),
  };
  const ending: MenuEntry = {
    label: userText("end_sessions"),
    icon: "sign-out",
    onSelect: () => void told(store.endSessions(user.id), userText("sessions_ended", { name })),
  };
  const resetting: readonly MenuEntry[] = user.second_factor
    ? [
        {
          label: userText("reset_factor"),
          icon: "key",
          danger: true,
          onSelect: () => props.onFactor(user),
        },
      ]
    : [];
  const tokens: MenuEntry = {
    label: userText("tokens"),
    icon: "key",
    onSelect: () => props.onTokens(user),
  };
  const disabling: MenuEntry =
    user.state === "disabled"
      ? {
          label: userText("enable"),
          onSelect: () =>
            void told(store.change(user.id, { disabled: false }), userText("enabled", { name })),
        }
      : { label: userText("disable"), danger: true, onSelect: () => props.onDisable(user) };
  const transferring: readonly MenuEntry[] =
    user.state === "disabled"
      ? [
          {
            label: userText("transfer_all"),
            icon: "arrow-right",
            onSelect: () => props.onTransfer(user),
          },
        ]
      : [];
  const own = user.kind === "service" ? [tokens] : [linking, ending, ...resetting];
  return [
    giving,
    ...moving,
    ...viewing,
    "separator",
    ...own,
    "separator",
    ...transferring,
    disabling,
  ];
}
