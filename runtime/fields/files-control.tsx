import { createSignal, For, Show } from "solid-js";
import { acceptedIn } from "../../metadata/fields/file-options.ts";
import { pictureTypes } from "../../metadata/fields/values/file-types.ts";
import {
  type FileValue,
  filesIn,
  fileTitle,
  sizeText,
} from "../../metadata/fields/values/file-value.ts";
import { isJsonObject } from "../../metadata/json-object.ts";
import { problem, problemMessage } from "../../metadata/problem.ts";
import { locale } from "../language/locale.ts";
import { text } from "../language/messages.ts";
import { useApplication } from "../state/application.ts";
import { createUploads, type Upload } from "../state/uploads.ts";
import { IconButton } from "../ui/button.tsx";
import { Icon } from "../ui/icon.tsx";
import type { ControlProps } from "./field-view.ts";
import { FileLink, useFileAddress } from "./file-links.tsx";
import { Picture } from "./picture.tsx";
import "./files.css";

/** What the field asks of one file: its own options, or those of its entries. */
function createLimits(props: ControlProps) {
  const options = () => {
    const { items } = props.field.schema;
    return isJsonObject(items) ? items : props.field.schema;
  };
  const isPicture = () => props.field.type.name === "image";
  const maximum = () => {
    const { maximum_size: size } = options();
    return typeof size === "number" ? size : null;
  };
  return {
    isPicture,
    isList: () => props.field.type.name === "attachments",
    /** For the picker of the browser, which shows fitting files first. */
    accept: () => {
      const written = options().accept;
      return typeof written === "string" ? written : isPicture() ? pictureTypes.join() : undefined;
    },
    refusal: (file: File) => {
      const limit = maximum();
      return limit !== null && file.size > limit
        ? problemMessage(problem("file_too_large", "", { limit: sizeText(limit) }), locale())
        : undefined;
    },
    hint: () => {
      const accepted = acceptedIn(props.field.schema);
      const limit = maximum();
      return [
        accepted === "" ? "" : text("file_accepted", { accepted }),
        limit === null ? "" : text("file_at_most", { size: sizeText(limit) }),
      ]
        .filter((part) => part !== "")
        .join(" ");
    },
  };
}

/** A place to drop files on, and to choose them with the keyboard; below it what is there. */
export function FilesControl(props: ControlProps) {
  const { client } = useApplication();
  const limits = createLimits(props);
  const address = useFileAddress(props);
  const [over, setOver] = createSignal(false);
  const [news, setNews] = createSignal("");
  let input!: HTMLInputElement;
  const files = () => filesIn(props.value);
  const uploads = createUploads(client, (file) => {
    props.onChange(limits.isList() ? [...files(), file] : file);
    setNews(text("file_added", { name: fileTitle(file) }));
    props.onBlur();
  });
  const add = (chosen: readonly File[]) =>
    uploads.add(limits.isList() ? chosen : chosen.slice(0, 1), limits.refusal);
  const remove = (file: FileValue) => {
    const others = files().filter(({ id }) => id !== file.id);
    props.onChange(others.length === 0 ? null : others);
    setNews(text("file_removed", { name: fileTitle(file) }));
    input.focus();
  };
  const invitation = () => {
    if (limits.isList()) return text("files_choose");
    return text(files().length === 0 ? "file_choose" : "file_replace");
  };
  return (
    <span
      class={`files ${props.compact ? "files-compact" : ""}`}
      data-over={over() ? "" : undefined}
      data-invalid={props.link["aria-invalid"] ? "" : undefined}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        add([...(event.dataTransfer?.files ?? [])]);
      }}
    >
      <input
        ref={input}
        id={props.link.id}
        aria-label={props.link["aria-label"]}
        aria-describedby={props.link["aria-describedby"]}
        aria-invalid={props.link["aria-invalid"]}
        class="files-input visually-hidden"
        type="file"
        multiple={limits.isList()}
        accept={limits.accept()}
        onChange={(event) => {
          add([...(event.currentTarget.files ?? [])]);
          // The same file may be chosen again.
          event.currentTarget.value = "";
        }}
        onBlur={() => props.onBlur()}
      />
      <label
        class="files-drop"
        for={props.link.id}
        title={props.compact ? invitation() : undefined}
      >
        <Icon name={limits.isPicture() ? "picture" : "paperclip"} />
        <span class={props.compact ? "visually-hidden" : ""}>
          {invitation()}
          <Show when={limits.hint()}>
            <small>{limits.hint()}</small>
          </Show>
        </span>
      </label>
      <For each={files()}>
        {(file) => (
          <span class="files-entry">
            <Show
              when={limits.isPicture() && !props.compact && address(file)}
              fallback={<FileLink file={file} address={address(file)} />}
            >
              {(source) => <Picture file={file} source={source()} />}
            </Show>
            <IconButton
              small
              icon="close"
              label={text("file_remove", { name: fileTitle(file) })}
              onClick={() => remove(file)}
            />
          </span>
        )}
      </For>
      <For each={uploads.list()}>{(upload) => <UnderWay upload={upload} />}</For>
      <span class="visually-hidden" role="status">
        {news()}
      </span>
    </span>
  );
}

function UnderWay(props: { readonly upload: Upload }) {
  const { name } = props.upload;
  return (
    <span class="files-entry">
      <span class="files-coming">
        <span class="file-name">{name}</span>
        <Show
          when={props.upload.failure()}
          fallback={
            <progress
              aria-label={text("file_uploading", { name })}
              max={1}
              value={props.upload.progress()}
            />
          }
        >
          {(sentence) => (
            <span class="field-error" role="alert">
              {sentence()}
            </span>
          )}
        </Show>
      </span>
      <IconButton
        small
        icon="close"
        label={text(props.upload.failure() ? "file_dismiss" : "file_cancel", { name })}
        onClick={() => props.upload.drop()}
      />
    </span>
  );
}
