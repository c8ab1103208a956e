import { createEffect, type JSX } from "solid-js";
import { accountText } from "../../language/account/messages.ts";
import { locale, localeNames } from "../../language/locale.ts";
import { text } from "../../language/messages.ts";
import { useApplication } from "../../state/application.ts";
import { Icon } from "../../ui/icon.tsx";
import { Menu } from "../../ui/menu.tsx";
import { Logo } from "../logo.tsx";
import { setPageTitle } from "../page-title.ts";
import { preferenceEntries } from "../sidebar.tsx";
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
        <Menu
          label={text("language")}
          entries={preferenceEntries()}
          trigger={(attributes) => (
            <button type="button" class="button button-quiet button-small" {...attributes}>
              <Icon name="globe" size={14} />
              {localeNames[locale()]}
              <Icon name="chevron-down" size={12} />
            </button>
          )}
        />
      </div>
    </main>
  );
}
