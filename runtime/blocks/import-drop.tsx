import { createSignal } from "solid-js";
import { importText } from "../language/import/messages.ts";
import { Icon } from "../ui/icon.tsx";

/** A place to drop a table file on, and to choose one with the keyboard. */
export function ImportDrop(props: {
  readonly file: File | undefined;
  readonly disabled: boolean;
  readonly onChoose: (file: File) => void;
}) {
  const [over, setOver] = createSignal(false);
  const choose = (files: FileList | null | undefined) => {
    const [file] = files ?? [];
    if (file !== undefined && !props.disabled) props.onChoose(file);
  };
  return (
    <label
      class="import-drop"
      data-over={over() ? "" : undefined}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        choose(event.dataTransfer?.files);
      }}
    >
      <input
        class="visually-hidden"
        type="file"
        accept=".csv,.txt,.xlsx,.xlsm,text/csv"
        disabled={props.disabled}
        onChange={(event) => {
          choose(event.currentTarget.files);
          // The same file may be chosen again, mended.
          event.currentTarget.value = "";
        }}
      />
      <Icon name="publish" />
      <span>
        <strong>{props.file?.name ?? importText("choose")}</strong>
        <small>{importText(props.file === undefined ? "choose_hint" : "choose_other")}</small>
      </span>
    </label>
  );
}
