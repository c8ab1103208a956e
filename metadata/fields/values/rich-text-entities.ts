/** Character references of HTML, the few that writers of the subset use. */

const named: ReadonlyMap<string, string> = new Map([
  ["amp", "&"],
  ["lt", "<"],
  ["gt", ">"],
  ["quot", '"'],
  ["apos", "'"],
  ["nbsp", "\u00a0"],
]);

/** Controls say nothing in a text, and some readers drop them where others do not. */
const control = /[^\P{Cc}\n\t\r]/u;

/** The text with its references replaced; `null` when one is unknown or a character may not stand. */
export function decodeEntities(text: string): string | null {
  if (control.test(text) || !text.isWellFormed()) return null;
  let known = true;
  const decoded = text.replace(/&(#[0-9a-zA-Z]*;?|[a-zA-Z][a-zA-Z0-9]*;)/g, (all, name: string) => {
    const character = name.startsWith("#")
      ? numbered(name.slice(1))
      : (named.get(name.slice(0, -1)) ?? null);
    if (character === null) known = false;
    return character ?? all;
  });
  return known ? decoded : null;
}

/** `38;` or `x26;` without its `#`. */
function numbered(reference: string): string | null {
  const found = /^(?:([0-9]{1,7})|[xX]([0-9a-fA-F]{1,6}));$/.exec(reference);
  if (found === null) return null;
  const code = found[1] === undefined ? Number.parseInt(found[2] ?? "", 16) : Number(found[1]);
  if (code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) return null;
  const character = String.fromCodePoint(code);
  return control.test(character) ? null : character;
}
