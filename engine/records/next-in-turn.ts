/** Who of several is next. Pure. */

/**
 * The first after who was chosen last and round again; among those who have the fewest, when it is
 * known how many each has.
 * @param people in a fixed order that goes by their ids; @param last need not be among them
 */
export function nextInTurn(
  people: readonly string[],
  last: string | null,
  open: ReadonlyMap<string, number> | null,
): string | null {
  const after = last === null ? people : people.filter((person) => person > last);
  const turn = [...after, ...people.filter((person) => !after.includes(person))];
  if (open === null) return turn[0] ?? null;
  const countOf = (person: string): number => open.get(person) ?? 0;
  return turn.reduce<string | null>(
    (best, person) => (best === null || countOf(person) < countOf(best) ? person : best),
    null,
  );
}
