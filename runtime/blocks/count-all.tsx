import { createSignal } from "solid-js";
import { text } from "../language/messages.ts";
import type { RecordList } from "../state/record-list.ts";
import { Button } from "../ui/button.tsx";
import { showToast } from "../ui/toast.tsx";
import { problemSentence } from "./problem-view.tsx";

/** Beside a count that was stopped. */
export function CountAll(props: { readonly list: RecordList }) {
  const [busy, setBusy] = createSignal(false);
  const countAll = async () => {
    setBusy(true);
    const problem = await props.list.countAll();
    setBusy(false);
    if (problem !== null) showToast(problemSentence(problem), { kind: "error" });
  };
  return (
    <Button small variant="quiet" busy={busy()} onClick={() => void countAll()}>
      {text("list_count_all")}
    </Button>
  );
}
