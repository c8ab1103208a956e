import { locale, timeZone } from "../language/locale.ts";
import { text } from "../language/messages.ts";
import { Icon } from "../ui/icon.tsx";
import type { ControlProps, FieldView } from "./field-view.ts";
import { TextCell } from "./formatted.tsx";
import { ParsedInput } from "./parsed-input.tsx";
import "./date.css";

/**
 * Typed in the user's own way, shown by the application's language (a native date input follows
 * the browser's), with the browser's calendar behind the button.
 */
function DateControl(props: ControlProps) {
  return <PickerInput {...props} kind="date" />;
}

function DateTimeControl(props: ControlProps) {
  return <PickerInput {...props} kind="datetime-local" />;
}

function TimeControl(props: ControlProps) {
  return <PickerInput {...props} kind="time" />;
}

function PickerInput(props: ControlProps & { readonly kind: "date" | "datetime-local" | "time" }) {
  let native!: HTMLInputElement;
  const take = (picked: string) => {
    const written = props.kind === "datetime-local" ? picked.replace("T", " ") : picked;
    const context = { locale: locale(), timeZone };
    const parsed = props.field.type.parse(written, props.field.schema, context);
    if (parsed.ok) props.onChange(parsed.value);
  };
  return (
    <ParsedInput
      {...props}
      after={
        <span class="picker">
          <input
            ref={native}
            class="picker-native"
            type={props.kind}
            step={props.kind === "time" ? 1 : undefined}
            tabindex={-1}
            aria-hidden="true"
            onInput={(event) => take(event.currentTarget.value)}
          />
          <button
            type="button"
            class="inline-button"
            tabindex={-1}
            aria-label={text("date_pick", { field: props.field.title })}
            onClick={() => {
              native.value = nativeValue(props.value, props.kind);
              native.showPicker();
            }}
          >
            <Icon name={props.kind === "time" ? "clock" : "calendar"} />
          </button>
        </span>
      }
    />
  );
}

const nativeForms = { date: /^\d{4}-\d\d-\d\d$/, time: /^\d\d:\d\d(:\d\d)?$/ };

/** What the browser's own picker starts from, nothing while it is half typed; moments in the viewer's zone. */
function nativeValue(value: unknown, kind: "date" | "datetime-local" | "time"): string {
  if (typeof value !== "string") return "";
  if (kind !== "datetime-local") return nativeForms[kind].test(value) ? value : "";
  const moment = new Date(value);
  if (Number.isNaN(moment.getTime())) return "";
  const local = new Date(moment.getTime() - moment.getTimezoneOffset() * 60_000);
  return local.toISOString().slice(0, 16);
}

export const dateView: FieldView = {
  Cell: TextCell,
  Control: DateControl,
  align: "start",
  width: 120,
};

export const dateTimeView: FieldView = {
  Cell: TextCell,
  Control: DateTimeControl,
  align: "start",
  width: 170,
};

export const timeView: FieldView = {
  Cell: TextCell,
  Control: TimeControl,
  align: "start",
  width: 100,
};
