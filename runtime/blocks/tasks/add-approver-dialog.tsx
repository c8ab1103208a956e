import { createSignal, Show } from "solid-js";
import type { AddApproverBody } from "../../../metadata/task-wire.ts";
import { taskText } from "../../language/tasks/messages.ts";
import { createSmallForm } from "../../state/small-form.ts";
import { Field } from "../../ui/field.tsx";
import { Select } from "../../ui/select.tsx";
import type { Chosen } from "../access/record-input.tsx";
import { SmallFormDialog } from "../small-form-dialog.tsx";
import { OpinionInput } from "./opinion-input.tsx";
import { PeopleInput } from "./people-input.tsx";
import { dialogTitle, type TaskDialogProps } from "./task-dialog-props.ts";

const places = ["before", "after", "beside"] as const;
const modes = ["any", "all", "in_turn"] as const;

/** Asks more people: before, after or beside oneself. */
export function AddApproverDialog(props: TaskDialogProps) {
  const [people, setPeople] = createSignal<readonly Chosen[]>([]);
  const [place, setPlace] = createSignal<AddApproverBody["place"]>("before");
  const [mode, setMode] = createSignal<(typeof modes)[number]>("all");
  const [opinion, setOpinion] = createSignal("");
  const sending = createSmallForm({
    inputs: ["people", "place", "mode", "opinion"],
    needed: () => ({
      people: people()
        .map(({ id }) => id)
        .join(),
    }),
    fillIn: () => taskText("choose"),
    send: async () => {
      const body: AddApproverBody = {
        people: people().map(({ id }) => id),
        place: place(),
        mode: mode(),
        ...(opinion().trim() === "" ? {} : { opinion: opinion().trim() }),
      };
      const problem = await props.act("add_approver", body);
      if (problem === null) props.onDone();
      return problem;
    },
  });
  return (
    <SmallFormDialog
      form={sending}
      title={dialogTitle(props)}
      submit={taskText("act_add_approver")}
      onClose={props.onClose}
    >
      <Field label={taskText("add_people")} error={sending.at("people")}>
        {(link) => <PeopleInput link={link} value={people()} onChange={setPeople} />}
      </Field>
      <Field label={taskText("place")} error={sending.at("place")}>
        {(link) => (
          <Select
            {...link}
            name="place"
            value={place()}
            options={places.map((value) => ({ value, label: taskText(`place_${value}`) }))}
            onChange={(chosen) => setPlace(places.find((value) => value === chosen) ?? "before")}
          />
        )}
      </Field>
      <Show when={people().length > 1}>
        <Field label={taskText("mode")} error={sending.at("mode")}>
          {(link) => (
            <Select
              {...link}
              name="mode"
              value={mode()}
              options={modes.map((value) => ({ value, label: taskText(`rule_${value}`) }))}
              onChange={(chosen) => setMode(modes.find((value) => value === chosen) ?? "all")}
            />
          )}
        </Field>
      </Show>
      <OpinionInput
        required={false}
        value={opinion()}
        error={sending.at("opinion")}
        onInput={setOpinion}
      />
    </SmallFormDialog>
  );
}
