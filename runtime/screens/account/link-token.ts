/** The secret of a link: in the fragment, which browsers send to nobody. */
export const linkToken = (): string => location.hash.replace(/^#/, "");

/** Goes on without leaving the link in the history of the browser. */
export function leaveLink(workspace: string): void {
  location.replace(`/${workspace}/`);
}
