/** Who acts, as JSON that the script cannot change. */

export let user: unknown = null;

export function setUser(value: unknown): void {
  user = frozen(value);
}

function frozen(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  for (const member of Object.values(value)) frozen(member);
  return Object.freeze(value);
}
