/** The part of the SDK that reads and writes records, and what leaves the workspace. */
import type { SdkSection } from "./sdk.ts";

export const effectSections: readonly SdkSection[] = [
  {
    title: "Records",
    text: "Everything happens in one transaction, with the rights of who started the script, or all of them when it runs as the system. A script sees what it has written.",
    declarations: `export type ObjectName = keyof Objects;
/** The id of a record. */
export type Id<Name extends string> = string & { readonly of?: Name };
/** What a change may name: the rest stays. */
export type Changes<Name extends ObjectName> = Partial<NewObjects[Name]>;
/** A record of a list: child rows and many-to-many are there when they are asked for. */
export type Listed<Name extends ObjectName> = Omit<Objects[Name], Apart[Name]>;
type Key<Name extends ObjectName> = keyof Objects[Name] & string;
/** The names through which paths lead. */
type Through<Path> = Path extends \`\${infer First}.\${string}\` ? First : never;
type Rest<Path, First extends string> = Path extends \`\${First}.\${infer Others}\` ? Others : never;
type Behind<Name extends ObjectName, First> = First extends keyof Targets[Name]
  ? Targets[Name][First] & ObjectName
  : never;
/** The path itself where it leads to a field, else one that would. */
type Checked<Name extends ObjectName, Path> = Path extends Key<Name>
  ? Path
  : Path extends \`\${infer First}.\${infer Others}\`
    ? [Behind<Name, First>] extends [never]
      ? First extends Apart[Name] ? Path : Key<Name>
      : \`\${First}.\${Checked<Behind<Name, First>, Others>}\`
    : Key<Name>;
/** What \`fields: ["number", "customer.name"]\` answers with. */
export type Selected<Name extends ObjectName, Path> = Pick<
  Objects[Name],
  Exclude<(Path | "id" | "revision") & keyof Objects[Name], Through<Path>>
> & {
  readonly [First in Through<Path> & Key<Name>]: [Behind<Name, First>] extends [never]
    ? unknown
    : Selected<Behind<Name, First>, Rest<Path, First>> | (null extends Objects[Name][First] ? null : never);
};
export interface Find<Name extends ObjectName> {
  /** An expression: 'level == "a" && total > 1000'. */
  filter?: string;
  /** Names of fields; with a minus before the name, the greatest first. */
  sort?: Key<Name> | \`-\${Key<Name>}\` | readonly (Key<Name> | \`-\${Key<Name>}\`)[];
  /** 1000 at most, 50 without it. */
  limit?: number;
}
export declare const db: {
  /** With \`fields\`, those alone, beside the id and the revision: ["number", "customer.name", "lines"]. */
  find<Name extends ObjectName, const Paths extends readonly string[] = never>(
    object: Name,
    options?: Find<Name> & { fields?: Paths & { readonly [Place in keyof Paths]: Checked<Name, Paths[Place]> } },
  ): Promise<([Paths] extends [never] ? Listed<Name> : Selected<Name, Paths[number]>)[]>;
  /** The whole record; null when there is none within reach. */
  get<Name extends ObjectName>(object: Name, id: Id<Name>): Promise<Objects[Name] | null>;
  create<Name extends ObjectName>(object: Name, record: NewObjects[Name]): Promise<Objects[Name]>;
  create<Name extends ObjectName>(object: Name, records: readonly NewObjects[Name][]): Promise<Objects[Name][]>;
  update<Name extends ObjectName>(object: Name, id: Id<Name>, changes: Changes<Name>): Promise<Objects[Name]>;
  /** Takes a step of the record's lifecycle, with what changes along with it. */
  transition<Name extends ObjectName>(object: Name, id: Id<Name>, transition: string, changes?: Changes<Name>): Promise<Objects[Name]>;
  delete<Name extends ObjectName>(object: Name, id: Id<Name>): Promise<void>;
  /** Rows of group keys and measures: { group: ["status"], measures: ["count()", "sum(total)"] }. */
  aggregate<Name extends ObjectName>(
    object: Name,
    options: { measures: readonly string[]; group?: readonly string[]; filter?: string },
  ): Promise<{ readonly [column: string]: string | number | boolean | null }[]>;
  /** Nobody else changes the record until the transaction ends. Fails when there is none. */
  lock<Name extends ObjectName>(object: Name, id: Id<Name>): Promise<Objects[Name]>;
};`,
  },
  {
    title: "Notices",
    text: "Notices are there when the transaction is committed; when it is not, nobody hears of them.",
    declarations: `export declare const notify: {
  /** A notice to people of the workspace, with a link to a record. */
  send(notice: {
    to: Id<"user"> | readonly Id<"user">[];
    title: string | { en: string; "zh-CN": string };
    text?: string | { en: string; "zh-CN": string };
    record?: { object: ObjectName; id: string };
  }): Promise<void>;
};`,
  },
];
