import { createEffect, createSignal, on, Show } from "solid-js";
import { hiddenText, isSecretMark } from "../../metadata/fields/values/secret-mark.ts";
import type { FieldModel } from "../../metadata/model/object-model.ts";
import { text } from "../language/messages.ts";
import { useApplication } from "../state/application.ts";
import { Icon } from "../ui/icon.tsx";
import { TextInput } from "../ui/text-input.tsx";
import { showToast } from "../ui/toast.tsx";
import type { CellProps, ControlProps, FieldView, RecordPlace } from "./field-view.ts";

/** The clear text as long as it is in sight; nothing keeps it. */
function createReveal(field: () => FieldModel, place: () => RecordPlace | undefined) {
  const application = useApplication();
  const [clear, setClear] = createSignal<string | null>(null);
  const [busy, setBusy] = createSignal(false);
  const reveal = async () => {
    const at = place();
    if (at === undefined) return;
    setBusy(true);
    const answer = await application.client.request<{ readonly value: string | null }>(
      "POST",
      `/records/${at.object}/${at.id}/secrets/${field().name}`,
    );
    setBusy(false);
    if (answer.ok) setClear(answer.body.value);
    else showToast(answer.problem.errors[0]?.message ?? answer.problem.detail, { kind: "error" });
  };
  return {
    clear,
    hide: () => setClear(null),
    /** Whether it may be asked for: the server decides, this spares the attempt. */
    possible: () =>
      application.session.who()?.can_design === true &&
      place() !== undefined &&
      place()?.through === undefined,
    toggle: () => {
      if (clear() !== null) setClear(null);
      else if (!busy()) void reveal();
    },
  };
}

function EyeButton(props: {
  readonly open: boolean;
  readonly field: string;
  readonly onClick: () => void;
}) {
  const label = () => text(props.open ? "secret_hide" : "secret_reveal", { field: props.field });
  return (
    <button
      type="button"
      class="inline-button"
      aria-label={label()}
      title={label()}
      onClick={() => props.onClick()}
    >
      <Icon name={props.open ? "eye-off" : "eye"} size={14} />
    </button>
  );
}

function SecretCell(props: CellProps) {
  const reveal = createReveal(
    () => props.field,
    () => (props.linked ? props.place : undefined),
  );
  return (
    <span>
      <span>{reveal.clear() ?? hiddenText}</span>
      <Show when={reveal.possible()}>
        <EyeButton
          open={reveal.clear() !== null}
          field={props.field.title}
          onClick={reveal.toggle}
        />
      </Show>
    </span>
  );
}

/** What is typed replaces the secret; typing nothing leaves it; a button takes it away. */
function SecretControl(props: ControlProps) {
  const reveal = createReveal(
    () => props.field,
    () => props.place,
  );
  const [visible, setVisible] = createSignal(false);
  /** What the field goes back to when nothing is typed. */
  const [kept, setKept] = createSignal<unknown>(null);
  createEffect(
    on(
      () => props.value,
      (value) => {
        if (typeof value !== "string") setKept(() => value);
        if (!isSecretMark(value)) reveal.hide();
      },
    ),
  );
  const typed = () => (typeof props.value === "string" ? props.value : "");
  const isSet = () => isSecretMark(props.value);
  const shown = () => reveal.clear() !== null || (visible() && typed() !== "");
  let input: HTMLInputElement | undefined;
  return (
    <TextInput
      {...props.link}
      ref={(element) => {
        input = element;
      }}
      type={shown() ? "text" : "password"}
      autocomplete="new-password"
      spellcheck={false}
      small={props.compact ?? false}
      value={reveal.clear() ?? typed()}
      placeholder={isSet() ? hiddenText : ""}
      onInput={(next) => {
        reveal.hide();
        props.onChange(next === "" ? kept() : next);
      }}
      onBlur={() => props.onBlur()}
      after={
        <>
          <Show when={(isSet() && reveal.possible()) || typed() !== ""}>
            <EyeButton
              open={shown()}
              field={props.field.title}
              onClick={() => (isSet() ? reveal.toggle() : setVisible(!visible()))}
            />
          </Show>
          <Show when={isSet() && !props.compact}>
            <button
              type="button"
              class="inline-button"
              aria-label={text("secret_clear", { field: props.field.title })}
              title={text("secret_clear", { field: props.field.title })}
              onClick={() => {
                props.onChange(null);
                // The button goes with the secret; the focus stays in the form.
                input?.focus();
              }}
            >
              <Icon name="close" size={12} />
            </button>
          </Show>
        </>
      }
    />
  );
}

export const secretView: FieldView = {
  Cell: SecretCell,
  Control: SecretControl,
  align: "start",
  width: 110,
};
