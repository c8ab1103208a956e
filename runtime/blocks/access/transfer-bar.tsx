import { createSignal, Show } from "solid-js";
import type { ObjectModel } from "../../../metadata/model/object-model.ts";
import type { RecordJson } from "../../../metadata/wire.ts";
import { accessMessages, accessText } from "../../language/access/messages.ts";
import type { RecordSelection } from "../../state/record-selection.ts";
import { Button } from "../../ui/button.tsx";
import TransferDialog from "./transfer-dialog.tsx";
import "./access.css";

await accessMessages.ready();

/** Above a list while records of it are chosen: how many, and giving them to another owner. */
export default function TransferBar(props: {
  readonly model: ObjectModel;
  /** Those that are loaded. */
  readonly rows: readonly RecordJson[];
  readonly selection: RecordSelection;
  readonly onEnd: () => void;
}) {
  const [asking, setAsking] = createSignal(false);
  const count = () => props.selection.chosen().size;
  return (
    <div class="transfer-bar" role="toolbar" aria-label={accessText("transfer")}>
      <span role="status">
        {count() === 0 ? accessText("select_hint") : accessText("selected", { count: count() })}
      </span>
      <Button small onClick={() => props.selection.choose(props.rows.map(({ id }) => id))}>
        {accessText("select_shown")}
      </Button>
      <Button small variant="primary" disabled={count() === 0} onClick={() => setAsking(true)}>
        {accessText("transfer")}
      </Button>
      <Button small variant="quiet" onClick={() => props.onEnd()}>
        {accessText("cancel")}
      </Button>
      <Show when={asking()}>
        <TransferDialog
          model={props.model}
          records={[...props.selection.chosen()]}
          onDone={() => props.onEnd()}
          onClose={() => setAsking(false)}
        />
      </Show>
    </div>
  );
}
