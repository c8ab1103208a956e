/** What a spreadsheet puts on the clipboard. Pure. */

/** Rows of cells; quoted cells may hold tabs and line breaks. */
export function parseCells(source: string): readonly (readonly string[])[] {
  const rows: string[][] = [[]];
  let cell = "";
  let quoted = false;
  const endCell = () => {
    rows.at(-1)?.push(cell);
    cell = "";
  };
  const text = source.replaceAll("\r\n", "\n").replace(/\n$/, "");
  for (let index = 0; index < text.length; index++) {
    const letter = text[index] ?? "";
    if (quoted) {
      if (letter !== '"') cell += letter;
      else if (text[index + 1] === '"') {
        cell += letter;
        index += 1;
      } else quoted = false;
    } else if (letter === '"' && cell === "") quoted = true;
    else if (letter === "\t") endCell();
    else if (letter === "\n") {
      endCell();
      rows.push([]);
    } else cell += letter;
  }
  endCell();
  return rows;
}

/** A single value is an ordinary paste into the input. */
export function isCells(source: string): boolean {
  return /[\t\n]/.test(source.replace(/\r?\n$/, ""));
}
