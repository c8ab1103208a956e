import { A, useLocation } from "@solidjs/router";
import { type JSX, Show } from "solid-js";
import { text } from "../language/messages.ts";
import { noticesAddress, startAddress, tasksAddress } from "../state/addresses.ts";
import { useApplication } from "../state/application.ts";
import { createTaskCounts } from "../state/task-counts.ts";
import { createUnreadCount } from "../state/unread-notices.ts";
import { Icon, type IconName } from "../ui/icon.tsx";

/** What waits for oneself, whatever apps there are. */
export function OwnLinks() {
  const { catalog } = useApplication();
  const { unread, counts } = useOwnCounts();
  return (
    <ul>
      <OwnLink icon="inbox" href={tasksAddress()} title={text("tasks")}>
        <Count number={counts().mine} words={text("tasks_open", { count: counts().mine })} />
      </OwnLink>
      <OwnLink icon="bell" href={noticesAddress()} title={text("notices")}>
        <Count number={unread()} words={text("notices_unread", { count: unread() })} />
      </OwnLink>
      <Show when={catalog.catalog()?.startForms}>
        <OwnLink icon="edit" href={startAddress()} title={text("start_forms")} />
      </Show>
    </ul>
  );
}

interface OwnLinkProps {
  readonly icon: IconName;
  readonly href: string;
  readonly title: string;
  /** How much there is. */
  readonly children?: JSX.Element;
}

function OwnLink(props: OwnLinkProps) {
  const location = useLocation();
  const isHere = () =>
    location.pathname === props.href || location.pathname.startsWith(`${props.href}/`);
  return (
    <li>
      <A class="navigation-item" href={props.href} aria-current={isHere() ? "page" : undefined}>
        <span class="navigation-icon">
          <Icon name={props.icon} />
        </span>
        <span>{props.title}</span>
        {props.children}
      </A>
    </li>
  );
}

/** The same, where the navigation is out of sight. */
export function OwnButtons() {
  const { unread, counts } = useOwnCounts();
  return (
    <>
      <OwnButton icon="inbox" href={tasksAddress()} title={text("tasks")}>
        <Count number={counts().mine} words={text("tasks_open", { count: counts().mine })} />
      </OwnButton>
      <OwnButton icon="bell" href={noticesAddress()} title={text("notices")}>
        <Count number={unread()} words={text("notices_unread", { count: unread() })} />
      </OwnButton>
    </>
  );
}

function OwnButton(props: OwnLinkProps) {
  return (
    <A class="button button-quiet own-button" href={props.href} title={props.title}>
      <Icon name={props.icon} />
      <span class="visually-hidden">{props.title}</span>
      {props.children}
    </A>
  );
}

function useOwnCounts() {
  const application = useApplication();
  const location = useLocation();
  const place = () => location.pathname;
  return {
    unread: createUnreadCount(application, place),
    counts: createTaskCounts(application, place),
  };
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
