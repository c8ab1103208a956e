import { createSignal } from "solid-js";
import type { ObjectModel } from "../../../metadata/model/object-model.ts";
import { subscriptionMessages, subscriptionText } from "../../language/subscriptions/messages.ts";
import { useApplication } from "../../state/application.ts";
import { type ListView, writeView } from "../../state/list-view.ts";
import { createSmallForm } from "../../state/small-form.ts";
import { follow } from "../../state/subscriptions.ts";
import { Field } from "../../ui/field.tsx";
import { TextInput } from "../../ui/text-input.tsx";
import { showToast } from "../../ui/toast.tsx";
import { conditionSentence } from "../filter-words.ts";
import { SmallFormDialog } from "../small-form-dialog.tsx";

await subscriptionMessages.ready();

const nameMaximum = 200;

/** Asks how the list is to be called, and follows it as it is filtered now. */
export default function FollowListDialog(props: {
  readonly model: ObjectModel;
  readonly view: ListView;
  /** Title of the published view that it begins from. */
  readonly viewTitle: string | undefined;
  /** The condition of the list, as the server is asked for it. */
  readonly filter: string | undefined;
  readonly onClose: () => void;
}) {
  const application = useApplication();
  const proposal = () =>
    [
      props.viewTitle ?? props.model.title,
      ...props.view.filters.flatMap((condition) => {
        const field = props.model.byName.get(condition.field);
        return field === undefined ? [] : [conditionSentence(application, field, condition)];
      }),
      ...(props.view.search === "" ? [] : [`“${props.view.search}”`]),
    ]
      .join(" · ")
      .slice(0, nameMaximum);
  const [name, setName] = createSignal(proposal());
  const form = createSmallForm({
    inputs: ["title"],
    needed: () => ({ title: name().trim() }),
    fillIn: () => subscriptionText("fill_in"),
    send: async () => {
      const view = writeView(props.view).toString();
      const problem = await follow(application, {
        object: props.model.name,
        title: name().trim(),
        ...(props.filter === undefined ? {} : { filter: props.filter }),
        ...(view === "" ? {} : { view }),
      });
      if (problem !== null) return problem;
      showToast(subscriptionText("followed"));
      props.onClose();
      return null;
    },
  });
  return (
    <SmallFormDialog
      form={form}
      title={subscriptionText("list_follow_title")}
      submit={subscriptionText("follow")}
      intro={
        <p class="muted">
          {subscriptionText(
            props.filter === undefined ? "list_follow_all" : "list_follow_filtered",
          )}
        </p>
      }
      onClose={props.onClose}
    >
      <Field
        label={subscriptionText("list_name")}
        hint={subscriptionText("list_name_hint")}
        error={form.at("title")}
      >
        {(link) => (
          <TextInput
            {...link}
            name="subscription_title"
            autofocus
            maxLength={nameMaximum}
            value={name()}
            onInput={setName}
          />
        )}
      </Field>
    </SmallFormDialog>
  );
}
