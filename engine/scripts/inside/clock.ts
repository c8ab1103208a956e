/** A clock that stands still at the moment of the run, wherever the script looks for one. */

const RealDate = Date;
let moment = 0;
let day = "";

/** @param date the day of the moment where the workspace is, `2026-01-31` */
export function setClock(milliseconds: number, date: string): void {
  moment = milliseconds;
  day = date;
}

/** The moment of the run, as `2026-01-31T08:00:00.000Z`. */
export const now = (): string => new RealDate(moment).toISOString();

/** The day of the run where the workspace is, as `2026-01-31`. */
export const today = (): string => day;

/** What nobody gave is the moment of the run. */
const orMoment = (date: unknown): unknown => (date === undefined ? moment : date);

function FixedDate(...parts: unknown[]): unknown {
  if (new.target === undefined) return new RealDate(moment).toString();
  return Reflect.construct(RealDate, parts.length === 0 ? [moment] : parts, new.target);
}

const define = (target: object, name: string, value: unknown): void => {
  Object.defineProperty(target, name, { value, writable: true, configurable: true });
};

export function fixClock(): void {
  define(FixedDate, "name", "Date");
  define(FixedDate, "length", 7);
  define(FixedDate, "now", () => moment);
  define(FixedDate, "parse", RealDate.parse);
  define(FixedDate, "UTC", RealDate.UTC);
  Object.defineProperty(FixedDate, "prototype", { value: RealDate.prototype, writable: false });
  define(RealDate.prototype, "constructor", FixedDate);
  define(globalThis, "Date", FixedDate);
  fixDateFormats();
}

/** Without a date, formats read the clock beneath `Date`. */
function fixDateFormats(): void {
  const formats = Intl.DateTimeFormat.prototype;
  const real = Object.getOwnPropertyDescriptor(formats, "format")?.get;
  if (real === undefined) throw new Error("Intl.DateTimeFormat has another form");
  Object.defineProperty(formats, "format", {
    configurable: true,
    get(this: unknown) {
      const format: unknown = Reflect.apply(real, this, []);
      if (typeof format !== "function") throw new TypeError("There is no format");
      return (date: unknown): unknown => Reflect.apply(format, undefined, [orMoment(date)]);
    },
  });
  const toParts = formats.formatToParts;
  define(formats, "formatToParts", function formatToParts(this: unknown, date: unknown): unknown {
    return Reflect.apply(toParts, this, [orMoment(date)]);
  });
}
