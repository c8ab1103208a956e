import { createEffect, type JSX } from "solid-js";
import { accountText } from "../../language/account/messages.ts";
import { useApplication } from "../../state/application.ts";
import { LanguageMenu } from "../language-menu.tsx";
import { Logo } from "../logo.tsx";
import { setPageTitle } from "../page-title.ts";
import "../sign-in.css";
import "./account.css";

/** A card in the middle of the page, for people who are not signed in. */
export function PublicCard(props: {
  readonly title: string;
  readonly hint?: string | undefined;
  /** Where to go instead; the sign-in unless said otherwise. */
  readonly back?: { readonly to: string; readonly label: string } | undefined;
  readonly children: JSX.Element;
}) {
  const application = useApplication();
  createEffect(() => setPageTitle(props.title));
  return (
    <main class="sign-in">
      <div class="sign-in-card">
        <header class="sign-in-head">
          <Logo />
          <h1>{props.title}</h1>
          <p class="muted">{props.hint}</p>
        </header>
        {props.children}
        <p class="public-foot">
          <a href={props.back?.to ?? `/${application.workspace}/`}>
            {props.back?.label ?? accountText("back_to_sign_in")}
          </a>
        </p>
      </div>
      <div class="sign-in-foot">
        <LanguageMenu />
      </div>
    </main>
  );
}
