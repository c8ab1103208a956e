/** Where the screens are. The workspace is the first part of the path; see `main.tsx`. */

/** The workspace whose page this is: `/demo/records/customer` → `demo`. */
export function workspaceOfPage(path: string): string {
  return decodeURIComponent(path.split("/")[1] ?? "");
}

const base = () => `/${encodeURIComponent(workspaceOfPage(location.pathname))}`;

export const listAddress = (object: string) => `${base()}/records/${object}`;
export const newRecordAddress = (object: string) => `${listAddress(object)}/new`;
export const binAddress = (object: string) => `${listAddress(object)}/deleted`;
export const importAddress = (object: string) => `${listAddress(object)}/import`;
export const recordAddress = (object: string, id: string) => `${listAddress(object)}/${id}`;
export const editAddress = (object: string, id: string) => `${recordAddress(object, id)}/edit`;
export const tasksAddress = () => `${base()}/tasks`;
export const taskAddress = (id: string) => `${tasksAddress()}/${id}`;
export const startAddress = () => `${base()}/start`;
export const startFormAddress = (name: string) => `${startAddress()}/${name}`;
export const noticesAddress = () => `${base()}/notices`;
export const followingAddress = () => `${noticesAddress()}/following`;
/** A list that is followed. @param view the query of its address */
export const followedAddress = (object: string, view: string | null) =>
  listAddress(object) + (view === null ? "" : `?${view}`);
export const accountAddress = () => `${base()}/account`;
export const usersAddress = () => `${base()}/designer/users`;
export const auditAddress = () => `${base()}/designer/audit`;
export const designerAddress = () => `${base()}/designer/`;
/** All records that stand against a change of the draft's plan, as CSV. */
export const planRowsAddress = (change: string) =>
  `${base()}/api/metadata/plan/rows?change=${encodeURIComponent(change)}`;
/** The records of a list as a file. */
export function exportAddress(object: string, query: Readonly<Record<string, string>>): string {
  return `${base()}/api/records/${object}/export?${new URLSearchParams(query)}`;
}

/** The name of the form that an address shows to anybody; null for all others. */
export function publicFormOf(path: string): string | null {
  const [, , page, name, ...rest] = path.split("/");
  return page === "form" && name && rest.length === 0 ? decodeURIComponent(name) : null;
}

const publicPages = [
  "accept",
  "reset",
  "forgot",
  "decide",
  "sign-in-return",
  "unsubscribe",
] as const;
export type PublicPageName = (typeof publicPages)[number];

/** Which page for people who are not signed in an address is; null for all others. */
export function publicPageOf(path: string): PublicPageName | null {
  const [, , page, ...rest] = path.split("/");
  return rest.length === 0 ? (publicPages.find((name) => name === page) ?? null) : null;
}
