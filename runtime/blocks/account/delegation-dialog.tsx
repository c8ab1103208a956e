import { createSignal } from "solid-js";
import type { ProblemJson } from "../../../metadata/wire.ts";
import { accountText } from "../../language/account/messages.ts";
import { createSmallForm } from "../../state/small-form.ts";
import { Field } from "../../ui/field.tsx";
import { TextInput } from "../../ui/text-input.tsx";
import { type Chosen, RecordInput } from "../access/record-input.tsx";
import { SmallFormDialog } from "../small-form-dialog.tsx";

export interface WantedDelegation {
  readonly to: string;
  readonly from?: string;
  readonly until?: string;
  readonly reason?: string;
}

/** Whole days where the browser is. */
const beginOf = (day: string): string => new Date(`${day}T00:00:00`).toISOString();
const endOf = (day: string): string => new Date(`${day}T23:59:59`).toISOString();

/** Names somebody who decides in one's place, for a time. */
export function DelegationDialog(props: {
  readonly make: (wanted: WantedDelegation) => Promise<ProblemJson | null>;
  readonly onClose: () => void;
}) {
  const [person, setPerson] = createSignal<Chosen | null>(null);
  const [from, setFrom] = createSignal("");
  const [until, setUntil] = createSignal("");
  const [reason, setReason] = createSignal("");
  const sending = createSmallForm({
    inputs: ["to", "from", "until", "reason"],
    needed: () => ({ to: person()?.id ?? "" }),
    fillIn: () => accountText("fill_in"),
    send: async () => {
      const problem = await props.make({
        to: person()?.id ?? "",
        ...(from() === "" ? {} : { from: beginOf(from()) }),
        ...(until() === "" ? {} : { until: endOf(until()) }),
        ...(reason().trim() === "" ? {} : { reason: reason().trim() }),
      });
      if (problem === null) props.onClose();
      return problem;
    },
  });
  return (
    <SmallFormDialog
      form={sending}
      title={accountText("delegation_new")}
      submit={accountText("delegation_make")}
      intro={<p class="muted">{accountText("delegation_text")}</p>}
      onClose={props.onClose}
    >
      <Field label={accountText("delegation_to")} error={sending.at("to")}>
        {(link) => <RecordInput link={link} object="user" value={person()} onChange={setPerson} />}
      </Field>
      <Field
        label={accountText("delegation_from")}
        hint={accountText("delegation_from_hint")}
        error={sending.at("from")}
      >
        {(link) => (
          <TextInput
            {...link}
            type="date"
            name="delegation_from"
            value={from()}
            onInput={setFrom}
          />
        )}
      </Field>
      <Field
        label={accountText("delegation_until")}
        hint={accountText("delegation_until_hint")}
        error={sending.at("until")}
      >
        {(link) => (
          <TextInput
            {...link}
            type="date"
            name="delegation_until"
            min={from()}
            value={until()}
            onInput={setUntil}
          />
        )}
      </Field>
      <Field label={accountText("delegation_reason")} error={sending.at("reason")}>
        {(link) => (
          <TextInput
            {...link}
            name="delegation_reason"
            maxLength={400}
            value={reason()}
            onInput={setReason}
          />
        )}
      </Field>
    </SmallFormDialog>
  );
}
