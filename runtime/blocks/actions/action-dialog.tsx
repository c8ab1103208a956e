import { lazy, Show, Suspense } from "solid-js";
import type { ActionAnswer, OfferedAction } from "../../../metadata/automation-wire.ts";
import { text } from "../../language/messages.ts";
import { createActionForm } from "../../state/action-form.ts";
import { useApplication } from "../../state/application.ts";
import type { StartAction } from "../../state/offered-actions.ts";
import { FieldsDialog } from "../fields-dialog.tsx";

const ApprovalPreview = lazy(() => import("../approvals/approval-preview.tsx"));

/** What an action asks before it runs: a question, fields, or both. */
export default function ActionDialog(props: {
  readonly object: string;
  readonly action: OfferedAction;
  readonly title: string;
  /** The record that people may be asked about. */
  readonly asks?: { readonly object: string; readonly id: string } | undefined;
  readonly start: StartAction;
  readonly onClose: () => void;
  readonly onDone: (answer: ActionAnswer) => void;
}) {
  const form = createActionForm(useApplication(), props.object, props.action);
  return (
    <FieldsDialog
      form={form}
      fields={form?.fields ?? []}
      title={props.title}
      submit={props.action.title}
      cancel={text("cancel")}
      send={async () => {
        const answer = await props.start(props.action, form?.body() ?? {});
        if (!answer.ok) return answer.problem;
        props.onDone(answer.body);
        return null;
      }}
      onClose={props.onClose}
    >
      <Show when={props.action.confirm}>
        {(question) => <p class="action-question">{question()}</p>}
      </Show>
      <Show when={props.asks}>
        {(record) => (
          <Suspense>
            <ApprovalPreview
              object={record().object}
              record={record().id}
              about={{ workflow: props.action.name }}
            />
          </Suspense>
        )}
      </Show>
    </FieldsDialog>
  );
}
