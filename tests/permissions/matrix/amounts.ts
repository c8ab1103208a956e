/** Computed fields of the trading example, worked out by hand in whole hundredths. */

type Values = Readonly<Record<string, unknown>>;

/** `12.5` with two places → 1250n. */
const units = (value: unknown, places: number): bigint => {
  const [whole = "0", rest = ""] = String(value ?? 0).split(".");
  return BigInt(`${whole}${rest.padEnd(places, "0").slice(0, places)}`);
};

/** 1250n with two places → `12.50`. */
const written = (value: bigint, places: number): string => {
  const digits = String(value).padStart(places + 1, "0");
  return `${digits.slice(0, -places)}.${digits.slice(-places)}`;
};

const rowsOf = (values: Values): readonly Values[] =>
  Array.isArray(values.lines) ? (values.lines as readonly Values[]) : [];

const cents = (value: unknown): bigint => units(value, 2);
const grossOf = (row: Values): bigint => cents(row.unit_price) * BigInt(Number(row.quantity));
/** In ten thousandths. */
const amountOf = (row: Values): bigint => grossOf(row) * (100n - cents(row.discount));
const sum = (values: readonly bigint[]): bigint => values.reduce((all, each) => all + each, 0n);
const netOf = (values: Values): bigint => (sum(rowsOf(values).map(amountOf)) + 50n) / 100n;

export interface Computed {
  /** Fields it is made from: by path in the same object, or behind a lookup. */
  readonly from: readonly {
    readonly object: string;
    readonly path: string;
    readonly behind: boolean;
  }[];
  /** `behind` finds what a lookup leads to. */
  value(values: Values, behind: (id: unknown) => Values): unknown;
}

const ofOrder = (path: string) => ({ object: "sales_order", path, behind: false });

/** By object and path. A field of rows is computed from the row. */
export const computedFields: Readonly<Record<string, Computed>> = {
  "employee.name": {
    from: ["first_name", "last_name"].map((path) => ({ object: "employee", path, behind: false })),
    value: ({ first_name: first, last_name: last }) => `${first} ${last}`,
  },
  "sales_order.lines.gross": {
    from: [ofOrder("lines.unit_price"), ofOrder("lines.quantity")],
    value: (row) => written(grossOf(row), 2),
  },
  "sales_order.lines.amount": {
    from: [ofOrder("lines.unit_price"), ofOrder("lines.quantity"), ofOrder("lines.discount")],
    value: (row) => written(amountOf(row), 4),
  },
  "sales_order.gross": {
    from: [ofOrder("lines"), ofOrder("lines.gross")],
    value: (order) => written(sum(rowsOf(order).map(grossOf)), 2),
  },
  "sales_order.net": {
    from: [ofOrder("lines"), ofOrder("lines.amount")],
    value: (order) => written(netOf(order), 2),
  },
  "sales_order.total": {
    from: [ofOrder("net"), ofOrder("freight")],
    value: (order) => written(netOf(order) + cents(order.freight), 2),
  },
  "sales_order.customer_country": {
    from: [ofOrder("customer"), { object: "customer", path: "country", behind: true }],
    value: ({ customer }, behind) => behind(customer).country ?? null,
  },
};
