import { createSignal } from "solid-js";
import { problemOf } from "../client/client.ts";
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
    try {
      await props.list.countAll();
    } catch (error) {
      showToast(problemSentence(problemOf(error)), { kind: "error" });
    } finally {
      setBusy(false);
    }
  };
  return (
    <Button small variant="quiet" busy={busy()} onClick={() => void countAll()}>
      {text("list_count_all")}
    </Button>
  );
}
