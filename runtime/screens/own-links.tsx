import { A, useLocation } from "@solidjs/router";
import { Show } from "solid-js";
import { text } from "../language/messages.ts";
import { noticesAddress } from "../state/addresses.ts";
import { useApplication } from "../state/application.ts";
import { createUnreadCount } from "../state/unread-notices.ts";
import { Icon } from "../ui/icon.tsx";

/** What waits for oneself, whatever apps there are. */
export function OwnLinks() {
  const location = useLocation();
  const unread = createUnreadCount(useApplication(), () => location.pathname);
  return (
    <ul>
      <li>
        <A
          class="navigation-item"
          href={noticesAddress()}
          aria-current={location.pathname === noticesAddress() ? "page" : undefined}
        >
          <span class="navigation-icon">
            <Icon name="bell" />
          </span>
          <span>{text("notices")}</span>
          <Count number={unread()} words={text("notices_unread", { count: unread() })} />
        </A>
      </li>
    </ul>
  );
}

/** The bell, where the navigation is out of sight. */
export function NoticeBell() {
  const location = useLocation();
  const unread = createUnreadCount(useApplication(), () => location.pathname);
  return (
    <A class="button button-quiet notice-bell" href={noticesAddress()} title={text("notices")}>
      <Icon name="bell" />
      <span class="visually-hidden">{text("notices")}</span>
      <Count number={unread()} words={text("notices_unread", { count: unread() })} />
    </A>
  );
}

/** Nothing is what is hoped for, and stays quiet. */
function Count(props: { readonly number: number; readonly words: string }) {
  return (
    <Show when={props.number > 0}>
      <span class="navigation-count">
        <span aria-hidden="true">{props.number > 99 ? "99+" : props.number}</span>
        <span class="visually-hidden">{props.words}</span>
      </span>
    </Show>
  );
}
