/**
 * Values that stand nowhere else, each known by nine digits or an unlikely date, so that any answer
 * can be searched for those which must not be in it: in text, in numbers, in the middle of words.
 */

export interface Cell {
  readonly object: string;
  readonly index: number;
  readonly path: string;
  /** The clear text of a secret: seen by nobody who does not ask for it. */
  readonly clear: boolean;
}

export class Canaries {
  /** By digits or date. */
  readonly cells = new Map<string, Cell[]>();
  #count = 0;

  /** Nine digits that were not given before. */
  digits(cell: Cell | null): string {
    this.#count += 1;
    const digits = String((this.#count * 472_882_027) % 900_000_000).padStart(9, "0");
    const whole = `${Number(digits[0]) + 1}${digits.slice(1)}`.slice(-9);
    if (cell !== null) this.note(whole, cell);
    return whole;
  }

  /** A day that nobody means. */
  date(cell: Cell | null): string {
    this.#count += 1;
    const day = new Date(Date.UTC(2300, 0, 1 + this.#count * 37)).toISOString().slice(0, 10);
    if (cell !== null) this.note(day, cell);
    return day;
  }

  note(mark: string, cell: Cell): void {
    this.cells.set(mark, [...(this.cells.get(mark) ?? []), cell]);
  }

  /** An amount or another value that is made of others. */
  noteAmount(value: unknown, cell: Cell): void {
    const mark = String(value).replace(".", "");
    if (/^\d{9,}$/.test(mark)) this.note(mark, cell);
  }

  /** The marks that stand in a text, each once. */
  marksIn(text: string): ReadonlySet<string> {
    const found = new Set<string>();
    for (const [run] of text.matchAll(/\d[\d.]{7,}\d/g)) {
      const digits = run.replaceAll(".", "");
      if (this.cells.has(digits)) found.add(digits);
    }
    for (const [day] of text.matchAll(/\d{4}-\d\d-\d\d/g)) if (this.cells.has(day)) found.add(day);
    for (const [, cursor = ""] of text.matchAll(/"next":"([\w-]+)"/g))
      for (const mark of this.marksIn(Buffer.from(cursor, "base64url").toString())) found.add(mark);
    return found;
  }
}
