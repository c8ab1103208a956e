import { A, useLocation } from "@solidjs/router";
import { For, Show } from "solid-js";
import { builtInIds } from "../../metadata/model/object-model.ts";
import { locales } from "../../metadata/text.ts";
import type { NavigationGroup, PublishedMetadata } from "../../metadata/wire.ts";
import { locale, localeNames, setLocale } from "../language/locale.ts";
import { text } from "../language/messages.ts";
import {
  accountAddress,
  auditAddress,
  designerAddress,
  listAddress,
  usersAddress,
} from "../state/addresses.ts";
import { useApplication } from "../state/application.ts";
import { Icon } from "../ui/icon.tsx";
import { Menu, type MenuEntry } from "../ui/menu.tsx";
import { setTheme, theme, themes } from "../ui/theme.ts";
import { Logo } from "./logo.tsx";
import { ObjectMark } from "./object-mark.tsx";
import { OwnLinks } from "./own-links.tsx";

/** Where one can go, and who one is. */
export function Sidebar(props: { readonly label: string; readonly onNavigate?: () => void }) {
  const application = useApplication();
  const apps = () => application.catalog.catalog()?.apps ?? [];
  const title = () => (apps().length === 1 ? apps()[0]?.title : undefined);
  return (
    <aside class="sidebar" aria-label={props.label}>
      <A
        class="sidebar-head"
        href={`/${application.workspace}/`}
        onClick={() => props.onNavigate?.()}
      >
        <Logo />
        <span>{title() ?? application.workspace}</span>
      </A>
      <nav
        class="navigation"
        aria-label={text("navigation")}
        onClick={(event) => {
          if (event.target instanceof Element && event.target.closest("a")) props.onNavigate?.();
        }}
      >
        <OwnLinks />
        <Groups />
      </nav>
      <div class="sidebar-foot">
        <UserMenu />
      </div>
    </aside>
  );
}

/** What the apps list, what none of them does, and how the workspace is organised. */
function navigationGroups(
  catalog: Pick<PublishedMetadata, "apps" | "index">,
  organizes: boolean,
): readonly NavigationGroup[] {
  const known = new Set(catalog.index.map((entry) => entry.name));
  const listed = catalog.apps
    .flatMap((app) => app.navigation)
    .map((group) => ({ ...group, items: group.items.filter((item) => known.has(item.object)) }));
  const used = new Set(listed.flatMap((group) => group.items.map((item) => item.object)));
  const left = catalog.index
    .filter((entry) => !used.has(entry.name))
    .map((entry) => ({ object: entry.name, title: entry.title }));
  // What no app lists must still be reachable.
  const others = left.filter(({ object }) => !builtInIds.has(object));
  const organization = [...builtInIds.keys()].flatMap(
    (name) => (organizes && left.find(({ object }) => object === name)) || [],
  );
  return [
    ...listed,
    { title: used.size > 0 ? text("navigation_other") : "", items: others },
    { title: text("navigation_organization"), items: organization },
  ].filter(({ items }, index) => items.length > 0 || index < listed.length);
}

function Groups() {
  const application = useApplication();
  const location = useLocation();
  const groups = () => {
    const catalog = application.catalog.catalog();
    return catalog ? navigationGroups(catalog, application.session.who()?.can_design === true) : [];
  };
  const current = (object: string) => {
    const address = listAddress(object);
    return location.pathname === address || location.pathname.startsWith(`${address}/`);
  };
  return (
    <For each={groups()}>
      {(group) => (
        <section>
          <Show when={group.title}>
            <h2 class="navigation-title">{group.title}</h2>
          </Show>
          <ul>
            <For each={group.items}>
              {(item) => (
                <li>
                  <A
                    class="navigation-item"
                    href={listAddress(item.object)}
                    aria-current={current(item.object) ? "page" : undefined}
                  >
                    <ObjectMark name={item.object} title={item.title} />
                    <span>{item.title}</span>
                  </A>
                </li>
              )}
            </For>
          </ul>
        </section>
      )}
    </For>
  );
}

function UserMenu() {
  const application = useApplication();
  const who = () => application.session.who();
  const name = () => who()?.user.name || who()?.user.email || "";
  const entries = (): readonly MenuEntry[] => [
    { label: text("your_account"), icon: "user", href: accountAddress() },
    ...(who()?.can_design
      ? ([
          {
            label: text("designer"),
            icon: "design-tool",
            href: designerAddress(),
            reload: true,
          },
        ] as const)
      : []),
    ...(who()?.keeps_users
      ? ([{ label: text("users"), icon: "key", href: usersAddress(), reload: true }] as const)
      : []),
    ...(who()?.administers.includes("audit_log")
      ? ([{ label: text("audit_log"), icon: "clock", href: auditAddress(), reload: true }] as const)
      : []),
    "separator",
    ...preferenceEntries(),
    "separator",
    {
      label: text("sign_out"),
      icon: "sign-out",
      onSelect: () => void application.session.signOut(),
    },
  ];
  return (
    <Menu
      label={text("account")}
      entries={entries()}
      matchWidth
      trigger={(attributes) => (
        <button type="button" class="user-button" {...attributes}>
          <span class="avatar" aria-hidden="true">
            {[...name()][0]?.toLocaleUpperCase()}
          </span>
          <span class="user-name">
            <span>{name()}</span>
            <small>{application.workspace}</small>
          </span>
          <Icon name="more-vertical" />
        </button>
      )}
    />
  );
}

/** Language and appearance, as menu entries; the sign-in screen has them too. */
export function preferenceEntries(): readonly MenuEntry[] {
  return [
    { heading: text("language") },
    ...locales.map((name) => ({
      label: localeNames[name],
      checked: locale() === name,
      onSelect: () => setLocale(name),
    })),
    { heading: text("theme") },
    ...themes.map((name) => ({
      label: text(`theme_${name}`),
      icon: ({ system: "screen", light: "sun", dark: "moon" } as const)[name],
      checked: theme() === name,
      onSelect: () => setTheme(name),
    })),
  ];
}
