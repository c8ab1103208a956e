import { locale, localeNames } from "../language/locale.ts";
import { text } from "../language/messages.ts";
import { Icon } from "../ui/icon.tsx";
import { Menu } from "../ui/menu.tsx";
import { preferenceEntries } from "./sidebar.tsx";

/** Language and colours, for people who are not signed in. */
export function LanguageMenu() {
  return (
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
  );
}
