/**
 * A command is everything the designer can do to documents: one file, one value, one line in
 * `index.ts`. Running it is pure; undo comes from the history of immutable designs.
 */

import type { Text } from "../../metadata/text.ts";
import type { Design } from "../document/design-documents.ts";

export interface Command<Input> {
  /** Stable name: `add_field`. */
  readonly id: string;
  /** What the palette, the menus and the undo button say. */
  readonly label: Text;
  /** Keys in the form `Mod+D`, `Alt+ArrowUp`; `Mod` is Ctrl, or Cmd on a Mac. */
  readonly key?: string;
  /**
   * The input that the selection suggests, so that a key or the palette can run the command;
   * `null` while it makes no sense. Absent for commands that only a form can feed.
   */
  readonly when?: (design: Design) => Input | null;
  /** The design after the command; the same value when there is nothing to do. */
  readonly run: (design: Design, input: Input) => Design;
}

/** Keeps the input's type and checks the shape where a command is written. */
export const command = <Input>(definition: Command<Input>): Command<Input> => definition;
