import { Show } from "solid-js";
import type { SentLink, UserEntry } from "../../metadata/account-wire.ts";
import type { Client } from "../../runtime/client/client.ts";
import { showToast } from "../../runtime/ui/toast.tsx";
import { userText } from "../language/users/messages.ts";
import { ConfirmDialog } from "../pages/confirm-dialog.tsx";
import { DepartmentDialog } from "./department-dialog.tsx";
import { InviteDialog } from "./invite-dialog.tsx";
import { LinkDialog } from "./link-dialog.tsx";
import { RolesDialog } from "./roles-dialog.tsx";
import { ServiceDialog } from "./service-dialog.tsx";
import { ServiceTokensDialog } from "./service-tokens-dialog.tsx";
import { TransferOwnedDialog } from "./transfer-owned-dialog.tsx";
import type { UserStore } from "./users-api.ts";

export type OpenUserDialog =
  | { readonly kind: "invite" }
  | { readonly kind: "service" }
  | { readonly kind: "link"; readonly sent: SentLink }
  | { readonly kind: "disable"; readonly user: UserEntry }
  | { readonly kind: "factor"; readonly user: UserEntry }
  | { readonly kind: "transfer"; readonly user: UserEntry }
  | { readonly kind: "department"; readonly user: UserEntry }
  | { readonly kind: "tokens"; readonly user: UserEntry }
  | { readonly kind: "roles"; readonly user: UserEntry };

interface UserDialogsProps {
  readonly open: OpenUserDialog | undefined;
  readonly store: UserStore;
  readonly client: Client;
  readonly onOpen: (next: OpenUserDialog | undefined) => void;
  readonly onSent: (sent: SentLink) => void;
}

/** The one dialog of the page of users that is open. */
export function UserDialogs(props: UserDialogsProps) {
  const opened = <Kind extends OpenUserDialog["kind"]>(kind: Kind) => {
    const now = props.open;
    return now?.kind === kind ? (now as Extract<OpenUserDialog, { kind: Kind }>) : undefined;
  };
  const close = () => props.onOpen(undefined);
  return (
    <>
      <Show when={opened("invite")}>
        <InviteDialog store={props.store} onSent={props.onSent} onClose={close} />
      </Show>
      <Show when={opened("service")}>
        <ServiceDialog
          store={props.store}
          onMade={(user) => props.onOpen({ kind: "tokens", user })}
          onClose={close}
        />
      </Show>
      <Show when={opened("link")}>
        {(shown) => <LinkDialog sent={shown().sent} onClose={close} />}
      </Show>
      <Show when={opened("disable")}>
        {(shown) => <DisableDialog {...props} user={shown().user} />}
      </Show>
      <Show when={opened("factor")}>
        {(shown) => <FactorDialog {...props} user={shown().user} />}
      </Show>
      <Show when={opened("department")}>
        {(shown) => <DepartmentDialog user={shown().user} store={props.store} onClose={close} />}
      </Show>
      <Show when={opened("transfer")}>
        {(shown) => (
          <TransferOwnedDialog user={shown().user} client={props.client} onClose={close} />
        )}
      </Show>
      <Show when={opened("roles")}>
        {(shown) => <RolesDialog user={shown().user} store={props.store} onClose={close} />}
      </Show>
      <Show when={opened("tokens")}>
        {(shown) => (
          <ServiceTokensDialog user={shown().user} client={props.client} onClose={close} />
        )}
      </Show>
    </>
  );
}

type AboutUser = UserDialogsProps & { readonly user: UserEntry };

/** Then it is asked who takes over; who never came in owns nothing. */
function DisableDialog(props: AboutUser) {
  const { user } = props;
  return (
    <ConfirmDialog
      title={userText("disable_title", { name: user.name })}
      text={userText("disable_text", { name: user.name })}
      action={userText("disable")}
      act={() => props.store.change(user.id, { disabled: true })}
      onDone={() => {
        showToast(userText("disabled", { name: user.name }));
        props.onOpen(user.state === "active" ? { kind: "transfer", user } : undefined);
      }}
      onClose={() => props.onOpen(undefined)}
    />
  );
}

function FactorDialog(props: AboutUser) {
  const { user } = props;
  return (
    <ConfirmDialog
      title={userText("reset_factor_title", { name: user.name })}
      text={userText("reset_factor_text", { name: user.name })}
      action={userText("reset_factor")}
      act={() => props.store.resetFactor(user.id)}
      onDone={() => {
        showToast(userText("factor_reset", { name: user.name }));
        props.onOpen(undefined);
      }}
      onClose={() => props.onOpen(undefined)}
    />
  );
}
