import { createSignal, Show } from "solid-js";
import type { TransferAnswer } from "../../../metadata/access/wire.ts";
import type { ObjectModel } from "../../../metadata/model/object-model.ts";
import type { RecordJson } from "../../../metadata/wire.ts";
import { fieldView } from "../../fields/index.ts";
import { accessMessages, accessText } from "../../language/access/messages.ts";
import { useApplication } from "../../state/application.ts";
import { recordsKey } from "../../state/record-list.ts";
import { createSmallForm } from "../../state/small-form.ts";
import { Field } from "../../ui/field.tsx";
import { showToast } from "../../ui/toast.tsx";
import { SmallFormDialog } from "../small-form-dialog.tsx";
import { type Chosen, RecordInput } from "./record-input.tsx";
import "./access.css";

await accessMessages.ready();

interface TransferDialogProps {
  readonly model: ObjectModel;
  /** One record with its title, or the ids of several. */
  readonly record?: RecordJson;
  readonly title?: string;
  readonly records?: readonly string[];
  /** `isSeen`: whether the one record is still within reach. */
  readonly onDone: (isSeen: boolean) => void;
  readonly onClose: () => void;
}

/** Gives records to another owner. */
export default function TransferDialog(props: TransferDialogProps) {
  const application = useApplication();
  const [person, setPerson] = createSignal<Chosen | null>(null);
  const count = () => props.records?.length ?? 1;
  const { client } = application;
  const ask = (owner: string) => {
    const { model, record } = props;
    return record === undefined
      ? client.request<TransferAnswer>("POST", `/records/${model.name}/owner`, {
          body: { ids: props.records ?? [], owner },
        })
      : client.request<RecordJson>("POST", `/records/${model.name}/${record.id}/owner`, {
          body: { owner },
          ifMatch: `"${record.revision}"`,
        });
  };
  const sending = createSmallForm({
    inputs: ["owner"],
    needed: () => ({ owner: person()?.id ?? "" }),
    fillIn: () => accessText("choose_person"),
    send: async () => {
      const answer = await ask(person()?.id ?? "");
      if (!answer.ok) return answer.problem;
      const named = { name: person()?.label ?? "", title: props.title ?? "", count: count() };
      showToast(accessText(props.record ? "transferred" : "transferred_many", named));
      props.onClose();
      props.onDone("owner" in answer.body);
      void application.queries.invalidateQueries({ queryKey: recordsKey(props.model.name) });
      return null;
    },
  });
  return (
    <SmallFormDialog
      form={sending}
      title={
        props.record
          ? accessText("transfer_title", { title: props.title ?? "" })
          : accessText("transfer_many_title", { count: count() })
      }
      submit={accessText("transfer")}
      onClose={props.onClose}
    >
      <Show when={props.record}>
        {(record) => <OwnerNow model={props.model} record={record()} />}
      </Show>
      <Field
        label={accessText("transfer_to")}
        hint={accessText("transfer_hint")}
        error={sending.at("owner")}
      >
        {(link) => <RecordInput link={link} object="user" value={person()} onChange={setPerson} />}
      </Field>
    </SmallFormDialog>
  );
}

function OwnerNow(props: { readonly model: ObjectModel; readonly record: RecordJson }) {
  const field = () => props.model.byName.get("owner");
  return (
    <Show when={field()}>
      {(owner) => (
        <p class="muted">
          {accessText("transfer_now")}:{" "}
          <Show when={props.record.owner} fallback={accessText("transfer_nobody")}>
            {fieldView(owner()).Cell({ field: owner(), value: props.record.owner })}
          </Show>
        </p>
      )}
    </Show>
  );
}
