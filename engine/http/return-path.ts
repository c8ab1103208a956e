/** Where the screens go on after signing in: only ever a page of the workspace. */

export const returnPathMaximum = 2000;

/** Nobody is there: what leads away from it leads elsewhere. */
const nowhere = "https://nowhere.invalid";

/** The path that was asked for, as browsers read it; the workspace's home for all that leads away. */
export function returnPath(workspace: string, asked: string): string {
  const home = `/${workspace}/`;
  if (!/^\/[!-~]*$/.test(asked) || asked.includes("\\") || !URL.canParse(asked, nowhere))
    return home;
  const { origin, pathname, search, hash } = new URL(asked, nowhere);
  const page = pathname.startsWith(home) ? pathname.slice(home.length).split("/")[0] : undefined;
  if (origin !== nowhere || page === undefined || page === "api" || page === returnPage)
    return home;
  return `${pathname}${search}${hash}`;
}

/** The screen that the provider sends browsers back to. */
export const returnPage = "sign-in-return";
