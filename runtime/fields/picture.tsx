import { createSignal, Show } from "solid-js";
import { type FileValue, fileTitle } from "../../metadata/fields/values/file-value.ts";
import { Icon } from "../ui/icon.tsx";
import "./files.css";

/** A picture as it is, kept within bounds; its name where it cannot be shown. */
export function Picture(props: {
  readonly file: FileValue;
  readonly source: string;
  /** As high as a line of text. */
  readonly small?: boolean;
}) {
  const [broken, setBroken] = createSignal(false);
  return (
    <Show when={!broken()} fallback={<PictureName file={props.file} />}>
      <img
        class={props.small ? "picture-small" : "picture"}
        src={props.source}
        alt={fileTitle(props.file)}
        loading="lazy"
        onError={() => setBroken(true)}
      />
    </Show>
  );
}

export function PictureName(props: { readonly file: FileValue }) {
  return (
    <span class="file-entry">
      <Icon name="picture" size={14} />
      <span class="file-name">{fileTitle(props.file)}</span>
    </span>
  );
}
