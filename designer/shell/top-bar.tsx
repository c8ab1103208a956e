import { createMemo, Show } from "solid-js";
import { textOrEmpty } from "../../metadata/json-object.ts";
import { locale, localeNames, setLocale } from "../../runtime/language/locale.ts";
import { Button, IconButton, LinkButton } from "../../runtime/ui/button.tsx";
import { Icon } from "../../runtime/ui/icon.tsx";
import { Menu, type MenuEntry } from "../../runtime/ui/menu.tsx";
import { setTheme, theme, themes } from "../../runtime/ui/theme.ts";
import { countChanges } from "../document/change-marks.ts";
import { documentsOfKind } from "../document/design-documents.ts";
import { readTranslation } from "../document/translation-document.ts";
import { text } from "../language/messages.ts";
import type { DesignSession } from "../state/design-session.ts";
import { useDesigner } from "./designer-context.ts";
import { writtenKey } from "./keyboard.ts";
import { SaveIndicator } from "./save-indicator.tsx";

export function TopBar() {
  const designer = useDesigner();
  const { session } = designer;
  const changes = createMemo(() => countChanges(session.published(), session.documents()));
  const appTitle = () => {
    const app = documentsOfKind(session.documents(), "app")[0];
    if (!app) return designer.workspace;
    const translated = readTranslation(session.documents(), locale(), ["apps", app.name, "title"]);
    return translated || textOrEmpty(app.content.title) || app.name;
  };
  return (
    <header class="top-bar">
      <a class="top-bar-home" href={`/${designer.workspace}/`} title={text("open_application")}>
        <Icon name="arrow-left" />
        <span class="top-bar-title">{appTitle()}</span>
      </a>
      <span class="top-bar-part">{text("designer")}</span>
      <Show
        when={session.asOf}
        fallback={
          <>
            <UndoAndRedo session={session} />
            <SaveIndicator />
          </>
        }
      >
        {(version) => <EarlierVersion version={version()} />}
      </Show>
      <div class="top-bar-end">
        <ProblemCount />
        <button
          type="button"
          class="top-bar-search"
          onClick={() => designer.openDialog("palette")}
          title={text("search_everything")}
        >
          <Icon name="search" />
          <span>{text("search")}</span>
          <kbd>{writtenKey("Mod+K")}</kbd>
        </button>
        <Show when={!session.asOf}>
          <Button
            variant="primary"
            icon="publish"
            disabled={changes() === 0}
            onClick={() => designer.openDialog("publish")}
          >
            <span class="top-bar-wide">{text("review_and_publish")}</span>
            <span class="top-bar-narrow">{text("publish")}</span>
            <Show when={changes() > 0}>
              <span class="top-bar-count">{changes()}</span>
            </Show>
          </Button>
        </Show>
        <Menu
          label={text("more_actions")}
          align="end"
          entries={moreEntries(designer.openDialog, designer.workspace)}
          trigger={(attributes) => (
            <IconButton icon="more-vertical" label={text("more_actions")} {...attributes} />
          )}
        />
      </div>
    </header>
  );
}

function UndoAndRedo(props: { readonly session: DesignSession }) {
  const undoLabel = () => props.session.history().past.at(-1)?.label[locale()];
  const redoLabel = () => props.session.history().future[0]?.label[locale()];
  return (
    <div class="top-bar-history" role="group" aria-label={text("history")}>
      <IconButton
        icon="undo"
        label={named(text("undo"), undoLabel(), "Mod+Z")}
        disabled={undoLabel() === undefined}
        onClick={props.session.undo}
      />
      <IconButton
        icon="redo"
        label={named(text("redo"), redoLabel(), "Mod+Y")}
        disabled={redoLabel() === undefined}
        onClick={props.session.redo}
      />
    </div>
  );
}

/** Which version is looked at, and the way back. */
function EarlierVersion(props: { readonly version: number }) {
  const { workspace } = useDesigner();
  return (
    <div class="save-state" role="status">
      <Icon name="history" />
      <span>{text("earlier_version", { version: props.version })}</span>
      <LinkButton small href={`/${workspace}/designer/`}>
        {text("back_to_draft")}
      </LinkButton>
    </div>
  );
}

const named = (action: string, what: string | undefined, key: string): string =>
  what === undefined ? action : `${action}: ${what} (${writtenKey(key)})`;

function ProblemCount() {
  const designer = useDesigner();
  const count = () => designer.session.problems().length;
  return (
    <Show
      when={count() > 0}
      fallback={
        <span class="top-bar-fine">
          <Icon name="circle-check" />
          <span>{text("no_problems")}</span>
        </span>
      }
    >
      <button
        type="button"
        class="top-bar-problems"
        aria-expanded={designer.problemsOpen()}
        onClick={() => designer.showProblems(!designer.problemsOpen())}
      >
        <Icon name="circle-alert" />
        <span class="top-bar-wide">{text("problem_count", { count: count() })}</span>
        <span class="top-bar-narrow">
          <span aria-hidden="true">{count()}</span>
          <span class="visually-hidden">{text("problem_count", { count: count() })}</span>
        </span>
      </button>
    </Show>
  );
}

function moreEntries(
  open: (dialog: "versions" | "kept" | "keys") => void,
  workspace: string,
): readonly MenuEntry[] {
  const other = locale() === "en" ? "zh-CN" : "en";
  return [
    { label: text("versions"), icon: "history", onSelect: () => open("versions") },
    { label: text("kept_data"), icon: "inbox", onSelect: () => open("kept") },
    { label: text("keyboard"), icon: "keyboard", onSelect: () => open("keys") },
    { label: text("users"), icon: "user", href: `/${workspace}/designer/users` },
    { label: text("scripts"), icon: "braces", href: `/${workspace}/designer/scripts` },
    { label: text("runs"), icon: "relation", href: `/${workspace}/designer/runs` },
    { label: text("deliveries"), icon: "mail", href: `/${workspace}/designer/deliveries` },
    { label: text("audit_log"), icon: "clock", href: `/${workspace}/designer/audit` },
    "separator",
    { label: localeNames[other], icon: "globe", onSelect: () => setLocale(other) },
    { heading: text("theme") },
    ...themes.map((choice) => ({
      label: text(`theme_${choice}`),
      checked: theme() === choice,
      onSelect: () => setTheme(choice),
    })),
  ];
}
