/** The first letter of an object's title on a tint of its own. */
export function ObjectMark(props: { readonly name: string; readonly title: string }) {
  const tone = () => {
    let sum = 0;
    for (const letter of props.name) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) % 997;
    return 1 + (sum % 7);
  };
  const letter = () => [...props.title][0]?.toLocaleUpperCase() ?? "";
  return (
    <span
      class="object-mark"
      style={{ background: `var(--tag-${tone()})`, color: `var(--tag-${tone()}-text)` }}
      aria-hidden="true"
    >
      {letter()}
    </span>
  );
}
