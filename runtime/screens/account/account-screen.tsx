import { createEffect } from "solid-js";
import { accountMessages, accountText } from "../../language/account/messages.ts";
import { PageHead } from "../page-head.tsx";
import { setPageTitle } from "../page-title.ts";
import { DelegationsPanel } from "./delegations-panel.tsx";
import { IdentitiesPanel } from "./identities-panel.tsx";
import { PasswordPanel } from "./password-panel.tsx";
import { ProfilePanel } from "./profile-panel.tsx";
import { SecurityPanel } from "./security-panel.tsx";
import { SessionsPanel } from "./sessions-panel.tsx";
import { TokensPanel } from "./tokens-panel.tsx";
import "./account.css";

await accountMessages.ready();

/** `/{workspace}/account`: what one may see and change of one's own account. */
export default function AccountScreen() {
  createEffect(() => setPageTitle(accountText("account")));
  return (
    <>
      <PageHead title={accountText("account")} />
      <div class="account">
        <div class="account-inner">
          <ProfilePanel />
          <PasswordPanel />
          <IdentitiesPanel />
          <SecurityPanel />
          <DelegationsPanel />
          <SessionsPanel />
          <TokensPanel />
        </div>
      </div>
    </>
  );
}
