import { For, Show } from "solid-js";
import {
  type FileValue,
  filesIn,
  fileTitle,
  sizeText,
} from "../../metadata/fields/values/file-value.ts";
import type { FieldModel } from "../../metadata/model/object-model.ts";
import { text } from "../language/messages.ts";
import { useApplication } from "../state/application.ts";
import { localPicture } from "../state/uploads.ts";
import { Icon } from "../ui/icon.tsx";
import type { CellProps, RecordPlace } from "./field-view.ts";
import "./files.css";

/** Where the bytes of a file are read: through the record and the field that hold it. */
export function useFileAddress(props: {
  readonly field: FieldModel;
  readonly place?: RecordPlace | undefined;
}): (file: FileValue) => string | undefined {
  const { client } = useApplication();
  return ({ id }) => {
    const { place, field } = props;
    const local = localPicture(id);
    if (local !== undefined || place === undefined) return local;
    const path = place.through === undefined ? field.name : `${place.through}.${field.name}`;
    return `${client.base}/records/${place.object}/${place.id}/files/${path}/${id}`;
  };
}

/** Name and size; a way to the bytes where the record is stored. */
export function FileLink(props: {
  readonly file: FileValue;
  readonly address: string | undefined;
}) {
  const name = () => fileTitle(props.file);
  return (
    <span class="file-entry">
      <Icon name="paperclip" size={14} />
      <Show when={props.address} fallback={<span class="file-name">{name()}</span>}>
        {(address) => (
          <a class="file-name" href={address()} download={name()}>
            {name()}
          </a>
        )}
      </Show>
      <Show when={props.file.size !== undefined}>
        <small class="file-size">{sizeText(props.file.size ?? 0)}</small>
      </Show>
    </span>
  );
}

/** On the record, every file with its link; in a list, the name or how many there are. */
export function FilesCell(props: CellProps) {
  const address = useFileAddress(props);
  const files = () => filesIn(props.value);
  const first = () => files()[0];
  return (
    <Show
      when={props.linked}
      fallback={
        <Show when={first()}>
          {(file) => (
            <span class="file-entry">
              <Icon name="paperclip" size={14} />
              <span class="file-name">
                {files().length === 1
                  ? fileTitle(file())
                  : text("files_count", { count: files().length })}
              </span>
            </span>
          )}
        </Show>
      }
    >
      <span class="file-list">
        <For each={files()}>{(file) => <FileLink file={file} address={address(file)} />}</For>
      </span>
    </Show>
  );
}
