/** What scripts import from "tenon", whatever the workspace: one text for compiler, editor and page. */
import { effectSections } from "./sdk-effects.ts";
import { serviceSections } from "./sdk-services.ts";
import { startSections } from "./sdk-starts.ts";
import { valueSections } from "./sdk-values.ts";

export interface SdkSection {
  readonly title: string;
  /** One or two sentences for the reference page. */
  readonly text: string;
  /** TypeScript inside `declare module "tenon"`. */
  readonly declarations: string;
}

export const sdkSections: readonly SdkSection[] = [
  ...startSections,
  ...effectSections,
  ...serviceSections,
  ...valueSections,
];

export const sdkDeclarations: string = sdkSections
  .map(({ declarations }) => declarations.replaceAll("export declare ", "export "))
  .join("\n");

/** Every name that begins with a capital: no object's type may be called like one of them. */
export const sdkWords: ReadonlySet<string> = new Set(
  sdkDeclarations.replace(/\/\*\*.*?\*\//gs, "").match(/\b[A-Z]\w*/g),
);
