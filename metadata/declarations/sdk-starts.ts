/** The part of the SDK that says what a script is given. */
import type { SdkSection } from "./sdk.ts";

export const startSections: readonly SdkSection[] = [
  {
    title: "What a script is given",
    text: 'The default export runs: `export default async function ({ records }: Input<"credit_check">) { … }`. Its input and output follow from the document of the script.',
    declarations: `export type ScriptName = keyof Scripts;
/** What the script of this name is given. */
export type Input<Name extends ScriptName> = Scripts[Name]["input"];
/** What the script of this name gives back. */
export type Output<Name extends ScriptName> = Scripts[Name]["output"];
/** The default export of the script of this name. */
export type Script<Name extends ScriptName> = (input: Input<Name>) => Output<Name> | Promise<Output<Name>>;
/** All records of one write, which may be many. */
export interface TriggerInput<Name extends ObjectName, Moment extends string, Event extends string> {
  readonly moment: Moment;
  readonly event: Event;
  /** The step of the lifecycle that is taken; null when none is. */
  readonly transition: string | null;
  readonly records: readonly TriggerRecord<Name>[];
}
export interface TriggerRecord<Name extends ObjectName> {
  /** As it will be. Before it is written, its values may be changed. */
  readonly record: Objects[Name];
  /** As it was; null for a new one. */
  readonly former: Objects[Name] | null;
  /** Names of the fields that differ. */
  readonly changed: readonly (keyof Objects[Name] & string)[];
}
export interface RecordActionInput<Name extends ObjectName, Asked> {
  readonly record: Objects[Name];
  readonly input: Asked;
}
export interface ListActionInput<Name extends ObjectName, Asked> {
  /** Those that were selected. */
  readonly records: readonly Objects[Name][];
  readonly input: Asked;
}
/** What a person sees when an action is done. */
export type ActionOutput = void | { message?: string; open?: { object: ObjectName; id: string } };
export interface ImportInput<Name extends ObjectName> {
  /** Two hundred at most; what is made of them is checked and written. */
  readonly rows: readonly ImportRow<Name>[];
}
export interface ImportRow<Name extends ObjectName> {
  /** Of the file, of which the header is the first. */
  readonly line: number;
  /** What could be read, and may be written; empty cells have no member. May be changed. */
  values: Changes<Name>;
  /** Texts of cells that could not be read. A value for the field takes the place of its text. */
  readonly unread: { readonly [Field in keyof NewObjects[Name]]?: string };
  /** Why the row is left out; without it, it is not. */
  skip?: string | { en: string; "zh-CN": string };
}
export interface ScheduleInput {
  /** The time it was to run at: "2026-05-01T02:00:00.000Z". */
  readonly scheduled_for: string;
}
export interface JobInput<Given> {
  /** What the script that started it gave. */
  readonly input: Given;
}
export interface EndpointInput<Asked> {
  readonly input: Asked;
}`,
  },
];
