import AccountSecurity from "../blocks/account-security.tsx";
import { text } from "../language/messages.ts";
import { securityMessages, securityText } from "../language/security/messages.ts";
import { useApplication } from "../state/application.ts";
import { Button } from "../ui/button.tsx";
import { Logo } from "./logo.tsx";
import "./sign-in.css";

await securityMessages.ready();

/** In the place of all screens, for somebody who must set up a second factor first. */
export default function FactorNeeded() {
  const application = useApplication();
  return (
    <main class="sign-in">
      <div class="sign-in-card factor-needed">
        <header class="sign-in-head">
          <Logo />
          <h1>{securityText("needed_title")}</h1>
          <p class="muted">{securityText("needed_text")}</p>
        </header>
        <AccountSecurity onProtected={() => void application.session.check()} />
      </div>
      <div class="sign-in-foot">
        <Button variant="quiet" icon="sign-out" onClick={() => void application.session.signOut()}>
          {text("sign_out")}
        </Button>
      </div>
    </main>
  );
}
