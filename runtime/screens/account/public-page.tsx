import { Match, Switch } from "solid-js";
import { accountMessages } from "../../language/account/messages.ts";
import type { PublicPageName } from "../../state/addresses.ts";
import { AcceptPage } from "./accept-page.tsx";
import { DecidePage } from "./decide-page.tsx";
import { ForgotPage } from "./forgot-page.tsx";
import { ResetPage } from "./reset-page.tsx";
import { ReturnPage } from "./return-page.tsx";
import { UnsubscribePage } from "./unsubscribe-page.tsx";

await accountMessages.ready();

/** Pages for people who are not signed in, by the last part of their address. */
export default function PublicPage(props: { readonly page: PublicPageName }) {
  return (
    <Switch>
      <Match when={props.page === "accept"}>
        <AcceptPage />
      </Match>
      <Match when={props.page === "reset"}>
        <ResetPage />
      </Match>
      <Match when={props.page === "decide"}>
        <DecidePage />
      </Match>
      <Match when={props.page === "forgot"}>
        <ForgotPage />
      </Match>
      <Match when={props.page === "unsubscribe"}>
        <UnsubscribePage />
      </Match>
      <Match when={props.page === "sign-in-return"}>
        <ReturnPage />
      </Match>
    </Switch>
  );
}
