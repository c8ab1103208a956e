/** An object whose members, and what they hand on, can be changed by nobody. */
export function still<Surface extends object>(surface: Surface): Readonly<Surface> {
  for (const member of Object.values(surface)) {
    if (typeof member === "function") Object.freeze(member.prototype);
    Object.freeze(member);
  }
  return Object.freeze(surface);
}
