/** Edits of a list of choices, each as a command. */
import { createMemo } from "solid-js";
import { type OptionEntry, readOptions } from "../commands/edit-options-list.ts";
import { editOptionsList } from "../commands/index.ts";
import { proposeName } from "../document/api-name.ts";
import { findField } from "../document/object-fields.ts";
import { useDesigner } from "../shell/designer-context.ts";
import type { InspectedField } from "./field-inspector.tsx";

export interface OptionsList {
  readonly options: () => readonly OptionEntry[];
  readonly add: () => void;
  readonly remove: (index: number) => void;
  readonly move: (index: number, step: -1 | 1) => void;
  readonly replace: (index: number, entry: OptionEntry) => void;
  readonly change: (index: number, part: Partial<OptionEntry>) => void;
  /** Changes a title; the stored value follows while nobody has chosen or published it. */
  readonly retitle: (index: number, title: string) => void;
}

export function createOptionsList(inspected: () => InspectedField): OptionsList {
  const { session } = useDesigner();
  const options = createMemo(() => readOptions(inspected().field.schema));
  const write = (next: readonly OptionEntry[], gesture?: string) => {
    const { document, field } = inspected();
    session.run(
      editOptionsList,
      { document: document.key, field: field.id, options: next },
      gesture ? `${gesture}:${field.id}` : undefined,
    );
  };
  const change = (index: number, part: Partial<OptionEntry>) =>
    write(
      options().map((option, at) => (at === index ? { ...option, ...part } : option)),
      `option-${index}`,
    );
  /** Values that records may hold already. */
  const isPublished = (value: string): boolean => {
    const { document, field } = inspected();
    const before = session.published().get(document.key);
    const former = before && findField(before.content, field.id);
    return former ? readOptions(former.schema).some((option) => option.value === value) : false;
  };
  return {
    options,
    change,
    replace: (index, entry) =>
      write(options().map((option, at) => (at === index ? entry : option))),
    add: () => {
      const taken = options().map((option) => option.value);
      write([...options(), { value: proposeName("", taken, "option"), title: "" }]);
    },
    remove: (index) => write(options().filter((_, at) => at !== index)),
    move: (index, step) => {
      const next = [...options()];
      const [moved] = next.splice(index, 1);
      if (!moved || index + step < 0 || index + step > next.length) return;
      next.splice(index + step, 0, moved);
      write(next);
    },
    retitle: (index, title) => {
      const option = options()[index];
      if (!option) return;
      const others = options().flatMap(({ value }, at) => (at === index ? [] : [value]));
      const proposal = (from: string) => proposeName(from, others, "option");
      const follows = /^option_\d+$/.test(option.value) || option.value === proposal(option.title);
      const value = follows && !isPublished(option.value) ? proposal(title) : option.value;
      change(index, { title, value });
    },
  };
}
