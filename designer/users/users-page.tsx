import { createSignal, onMount, Show } from "solid-js";
import type { SentLink, UserEntry } from "../../metadata/account-wire.ts";
import type { SignedIn } from "../../metadata/wire.ts";
import { problemSentence } from "../../runtime/blocks/problem-view.tsx";
import type { Client } from "../../runtime/client/client.ts";
import { accountMessages } from "../../runtime/language/account/messages.ts";
import { Button } from "../../runtime/ui/button.tsx";
import { Icon } from "../../runtime/ui/icon.tsx";
import { EmptyState } from "../../runtime/ui/message.tsx";
import { TextInput } from "../../runtime/ui/text-input.tsx";
import { showToast } from "../../runtime/ui/toast.tsx";
import { userMessages, userText } from "../language/users/messages.ts";
import { ListRows } from "../pages/list-rows.tsx";
import { LoadFailure, PlainPage } from "../pages/plain-page.tsx";
import { type OpenUserDialog, UserDialogs } from "./user-dialogs.tsx";
import { UserTable } from "./user-table.tsx";
import { createUserStore, isProblem } from "./users-api.ts";
import "./users.css";

await Promise.all([userMessages.ready(), accountMessages.ready()]);

/** `/{workspace}/designer/users`: who may come in, as what. */
export default function UsersPage(props: { readonly client: Client; readonly who: SignedIn }) {
  const store = createUserStore(props.client);
  const [open, setOpen] = createSignal<OpenUserDialog>();
  onMount(() => void store.reload());
  const handOver = (sent: SentLink) => {
    if (sent.link !== null) return setOpen({ kind: "link", sent });
    setOpen(undefined);
    showToast(userText("link_mailed", { email: sent.user.email ?? "" }));
  };
  const makeLink = async (user: UserEntry) => {
    const answer = await store.makeLink(user.id);
    if (isProblem(answer)) showToast(problemSentence(answer), { kind: "error" });
    else handOver(answer);
  };
  const viewAs = async ({ id }: UserEntry) => {
    const answer = await props.client.request("POST", `/users/${id}/view-as`);
    if (answer.ok) location.assign(`/${props.client.workspace}/`);
    else showToast(problemSentence(answer.problem), { kind: "error" });
  };
  const mayView = props.who.administers.includes("view_as");
  return (
    <PlainPage
      workspace={props.client.workspace}
      title={userText("users")}
      class="users"
      actions={
        <UsersActions
          makesServices={store.departments() === null}
          onOpen={(kind) => setOpen({ kind })}
        />
      }
    >
      <div class="users-search">
        <TextInput
          type="search"
          aria-label={userText("search")}
          placeholder={userText("search")}
          before={<Icon name="search" size={14} />}
          value={store.filters().search}
          onInput={(search) => store.filter({ search })}
        />
      </div>
      <LoadFailure problem={store.failure()} onRetry={() => void store.reload()} />
      <ListRows list={store} empty={<EmptyState icon="user" title={userText("none_found")} />}>
        {(users) => (
          <UserTable
            users={users()}
            ownId={props.who.user.id}
            store={store}
            onLink={(user) => void makeLink(user)}
            onDisable={(user) => setOpen({ kind: "disable", user })}
            onMove={
              store.departments() === null
                ? undefined
                : (user) => setOpen({ kind: "department", user })
            }
            onFactor={(user) => setOpen({ kind: "factor", user })}
            onTransfer={(user) => setOpen({ kind: "transfer", user })}
            onTokens={(user) => setOpen({ kind: "tokens", user })}
            onRoles={(user) => setOpen({ kind: "roles", user })}
            onView={mayView ? (user) => void viewAs(user) : undefined}
          />
        )}
      </ListRows>
      <UserDialogs
        open={open()}
        store={store}
        client={props.client}
        onOpen={setOpen}
        onSent={handOver}
      />
    </PlainPage>
  );
}

function UsersActions(props: {
  /** Programs belong to no department. */
  readonly makesServices: boolean;
  readonly onOpen: (kind: "invite" | "service") => void;
}) {
  return (
    <>
      <Show when={props.makesServices}>
        <Button onClick={() => props.onOpen("service")}>{userText("new_service")}</Button>
      </Show>
      <Button variant="primary" icon="plus" onClick={() => props.onOpen("invite")}>
        {userText("invite")}
      </Button>
    </>
  );
}
