import { Show } from "solid-js";
import { filesIn } from "../../metadata/fields/values/file-value.ts";
import type { CellProps, FieldView } from "./field-view.ts";
import { useFileAddress } from "./file-links.tsx";
import { FilesControl } from "./files-control.tsx";
import { Picture, PictureName } from "./picture.tsx";

/** In a list as high as its line; on the record large enough to recognise, and a way to all of it. */
function ImageCell(props: CellProps) {
  const address = useFileAddress(props);
  return (
    <Show when={filesIn(props.value)[0]}>
      {(file) => (
        <Show when={address(file())} fallback={<PictureName file={file()} />}>
          {(source) => (
            <Show when={props.linked} fallback={<Picture file={file()} source={source()} small />}>
              <a class="picture-link" href={source()} target="_blank" rel="noopener">
                <Picture file={file()} source={source()} />
              </a>
            </Show>
          )}
        </Show>
      )}
    </Show>
  );
}

export const imageView: FieldView = {
  Cell: ImageCell,
  Control: FilesControl,
  align: "start",
  width: 80,
};
