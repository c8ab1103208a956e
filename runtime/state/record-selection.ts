/** Records that are chosen in a list, for what is done with several at once. */
import { createSignal } from "solid-js";

export interface RecordSelection {
  readonly chosen: () => ReadonlySet<string>;
  readonly toggle: (id: string) => void;
  readonly choose: (ids: readonly string[]) => void;
}

/** @param maximum of records; beyond it nothing more is chosen */
export function createRecordSelection(maximum: number): RecordSelection {
  const [chosen, setChosen] = createSignal<ReadonlySet<string>>(new Set());
  return {
    chosen,
    toggle: (id) =>
      setChosen((known) => {
        const next = new Set(known);
        if (!next.delete(id) && next.size < maximum) next.add(id);
        return next;
      }),
    choose: (ids) => setChosen(new Set(ids.slice(0, maximum))),
  };
}
