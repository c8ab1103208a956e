/** TypeScript becomes JavaScript by leaving its types out: every line and column stays where it is. */
import { stripTypeScriptTypes } from "node:module";

/** @throws SyntaxError for what is no TypeScript, or needs more than leaving types out (enums …) */
export function stripTypes(text: string): string {
  const { emitWarning } = process;
  // Node.js warns that this is new to it, which tells an operator nothing he could act on.
  process.emitWarning = () => undefined;
  try {
    return stripTypeScriptTypes(text);
  } finally {
    process.emitWarning = emitWarning;
  }
}
