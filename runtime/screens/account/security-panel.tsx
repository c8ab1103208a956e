import AccountSecurity from "../../blocks/account-security.tsx";
import { securityMessages, securityText } from "../../language/security/messages.ts";
import { AccountPanel } from "./account-panel.tsx";

await securityMessages.ready();

/** What one signs in with beside the password. */
export function SecurityPanel() {
  return (
    <AccountPanel title={securityText("title")}>
      <div class="account-security-panel">
        <AccountSecurity />
      </div>
    </AccountPanel>
  );
}
