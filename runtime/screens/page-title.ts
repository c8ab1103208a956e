/** The title of the browser's tab: what is open, then where. */
import { workspaceOfPage } from "../state/addresses.ts";

export function setPageTitle(title: string): void {
  document.title =
    title === ""
      ? workspaceOfPage(location.pathname)
      : `${title} · ${workspaceOfPage(location.pathname)}`;
}
