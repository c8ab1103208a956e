/** Light, dark, or as the system prefers; remembered in this browser. */
import { createSignal } from "solid-js";

export const themes = ["system", "light", "dark"] as const;
export type Theme = (typeof themes)[number];

const storageKey = "tenon.theme";

function stored(): Theme {
  try {
    return themes.find((theme) => theme === localStorage.getItem(storageKey)) ?? "system";
  } catch {
    return "system";
  }
}

const [theme, setThemeSignal] = createSignal<Theme>(stored());
apply(theme());

export { theme };

export function setTheme(next: Theme): void {
  setThemeSignal(next);
  apply(next);
  try {
    localStorage.setItem(storageKey, next);
  } catch {
    // Not remembered, but switched.
  }
}

function apply(next: Theme): void {
  if (next === "system") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = next;
}
