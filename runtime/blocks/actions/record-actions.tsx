import { Show } from "solid-js";
import type { ObjectModel } from "../../../metadata/model/object-model.ts";
import type { RecordJson } from "../../../metadata/wire.ts";
import { actionMessages, actionText } from "../../language/actions/messages.ts";
import { useApplication } from "../../state/application.ts";
import { createActionStart, createRecordOffers } from "../../state/offered-actions.ts";
import { Button } from "../../ui/button.tsx";
import { ActionButtons } from "./action-buttons.tsx";

await actionMessages.ready();

/** What scripts offer to do with a record, as it stands. */
export default function RecordActions(props: {
  readonly model: ObjectModel;
  readonly record: RecordJson;
  /** What the record is called. */
  readonly title: string;
  readonly onOpen: (object: string, id: string) => void;
}) {
  const application = useApplication();
  const offers = createRecordOffers(
    application,
    () => props.model,
    () => props.record,
  );
  const start = createActionStart(application, () => ({
    object: props.model.name,
    ids: [props.record.id],
  }));
  return (
    <>
      <Show when={offers.failure()}>
        <Button variant="quiet" icon="refresh" onClick={() => offers.reload()}>
          {actionText("actions_failed")}
        </Button>
      </Show>
      <ActionButtons
        object={props.model.name}
        actions={offers.actions()}
        start={start}
        asks={
          application.catalog.approvals(props.model.name)
            ? { object: props.model.name, id: props.record.id }
            : undefined
        }
        titleOf={({ title }) =>
          actionText("action_of_record", { action: title, title: props.title })
        }
        onOpen={props.onOpen}
      />
    </>
  );
}
