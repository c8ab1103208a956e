/** Times of a schedule in five fields: minute, hour, day of the month, month, day of the week. */

const months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const days = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];

interface Field {
  readonly least: number;
  readonly greatest: number;
  readonly names: readonly string[];
}

const fields: readonly Field[] = [
  { least: 0, greatest: 59, names: [] },
  { least: 0, greatest: 23, names: [] },
  { least: 1, greatest: 31, names: [] },
  { least: 1, greatest: 12, names: months },
  { least: 0, greatest: 7, names: days },
];

/** Whether the text says times, at most one a minute. */
export function isCron(text: string): boolean {
  const parts = text.split(" ");
  return (
    parts.length === fields.length &&
    parts.every((part, index) => {
      const field = fields[index];
      return field !== undefined && part.split(",").every((item) => isItem(item, field));
    })
  );
}

/** `*`, `5`, `1-5`, `mon-fri`, each with a step: `*\/15`. */
function isItem(item: string, field: Field): boolean {
  const [range = "", step, ...more] = item.split("/");
  if (more.length > 0 || (step !== undefined && !isStep(step, field))) return false;
  if (range === "*") return true;
  const [from = "", to, ...rest] = range.split("-");
  const first = numberIn(from, field);
  if (rest.length > 0 || first === null) return false;
  if (to === undefined) return step === undefined;
  const last = numberIn(to, field);
  return last !== null && first <= last;
}

const isStep = (text: string, { greatest }: Field): boolean =>
  /^\d{1,2}$/.test(text) && Number(text) >= 1 && Number(text) <= greatest;

function numberIn(text: string, { least, greatest, names }: Field): number | null {
  const named = names.indexOf(text.toLowerCase());
  if (named >= 0) return named + (names === months ? 1 : 0);
  const value = /^\d{1,2}$/.test(text) ? Number(text) : -1;
  return value >= least && value <= greatest ? value : null;
}
