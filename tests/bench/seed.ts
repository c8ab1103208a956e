/**
 * The measured rows, equal in both databases: 100 000 customers of 12 columns and as many orders.
 * Row `n` has an id that can be computed from `n`, so that the load needs no list of ids.
 */

export const rowCount = 100_000;

/** Id of customer `number`, 1 to `rowCount`. */
export const customerId = (number: number): string =>
  `00000000-0000-4000-8000-${number.toString(16).padStart(12, "0")}`;

/** Codes of rows that the load creates start with this; they are removed between measurements. */
export const createdCodePrefix = "W-";

/** Tables and indexes of the hand-written server. */
export const handWrittenTables: readonly string[] = [
  `create table customer (id uuid primary key default gen_random_uuid(), name text not null,
    code text not null unique, industry text, credit_limit numeric(18,2), tax_no text, phone text,
    email text, status text not null, account_manager text,
    created_at timestamptz not null default now(), updated_at timestamptz not null default now())`,
  `create table sales_order (id uuid primary key default gen_random_uuid(),
    number text not null unique, customer uuid not null references customer (id),
    amount numeric(18,2), status text, created_at timestamptz not null default now())`,
  "create index on customer (created_at)",
  "create index on customer (status)",
  "create index on customer (name)",
  "create index on sales_order (created_at)",
  "create index on sales_order (customer)",
];

export interface SeedTarget {
  readonly customer: string;
  readonly order: string;
  /** Further columns that every table has, with one SQL value for all rows. */
  readonly extra: Readonly<Record<string, string>>;
  /** Further columns of the order table alone. */
  readonly orderExtra: Readonly<Record<string, string>>;
}

/** Statements that fill both tables and leave them vacuumed and analysed. */
export function seedStatements(target: SeedTarget): readonly string[] {
  const columns = (names: readonly string[], extra: Readonly<Record<string, string>>) =>
    [...names, ...Object.keys(extra)].join(", ");
  const values = (extra: Readonly<Record<string, string>>) =>
    Object.values(extra)
      .map((value) => `, ${value}`)
      .join("");
  const orderExtra = { ...target.extra, ...target.orderExtra };
  const id = (expression: string, group: string) =>
    `('00000000-0000-4000-${group}-' || lpad(to_hex(${expression}), 12, '0'))::uuid`;
  // The multiplier and the prime modulus give every row a time of its own, in scattered order.
  const created =
    "timestamptz '2025-01-01 00:00:00+00' + ((i * 48271::bigint) % 100003) * interval '5 minutes'";
  const customerColumns =
    "id name code industry credit_limit tax_no phone email status account_manager created_at updated_at";
  return [
    `insert into ${target.customer} (${columns(customerColumns.split(" "), target.extra)})
     select ${id("i", "8000")}, 'Customer ' || i || ' Trading Co', 'C' || lpad(i::text, 7, '0'),
       (array['retail','steel','software','food','logistics','energy'])[1 + i % 6],
       round((i * 7919 % 1000000)::numeric / 7, 2), 'TX' || lpad((i * 31)::text, 12, '0'),
       '+86-21-' || lpad((i % 99999999)::text, 8, '0'), 'user' || i || '@example.com',
       (array['active','prospect','inactive','blocked','archived'])[1 + (i * 2654435761) % 5],
       'owner' || i % 50, ${created}, timestamptz '2026-01-01 00:00:00+00'${values(target.extra)}
     from generate_series(1, ${rowCount}) i`,
    `insert into ${target.order} (${columns("id number customer amount status created_at".split(" "), orderExtra)})
     select ${id("i", "9000")}, 'O' || lpad(i::text, 7, '0'),
       ${id(`1 + (i * 7919::bigint) % ${rowCount}`, "8000")},
       round((i * 104729::bigint % 500000)::numeric / 9, 2),
       (array['open','paid','void'])[1 + i % 3], ${created}${values(orderExtra)}
     from generate_series(1, ${rowCount}) i`,
    `vacuum (analyze) ${target.customer}`,
    `vacuum (analyze) ${target.order}`,
  ];
}

/** Brings a customer table back to its size after writes; the same for every contender. */
export const tidyStatements = (customer: string): readonly string[] => [
  `delete from ${customer} where code like '${createdCodePrefix}%'`,
  `vacuum (analyze) ${customer}`,
];
