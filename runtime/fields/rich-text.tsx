import { lazy, Show, Suspense } from "solid-js";
import { text } from "../language/messages.ts";
import { TextInput } from "../ui/text-input.tsx";
import type { CellProps, ControlProps, FieldView } from "./field-view.ts";
import { formatted } from "./formatted.tsx";

const RichTextView = lazy(() => import("./rich-text/rich-text-view.tsx"));
const RichTextEditor = lazy(() => import("./rich-text/rich-text-editor.tsx"));

/** The text alone in lists, with its marks where there is room. */
function RichTextCell(props: CellProps) {
  const plain = () => formatted(props.field, props.value);
  return (
    <Show when={props.linked} fallback={plain().replaceAll("\n", " ")}>
      <Suspense fallback={plain()}>
        <RichTextView value={typeof props.value === "string" ? props.value : ""} />
      </Suspense>
    </Show>
  );
}

function RichTextControl(props: ControlProps) {
  return (
    <Suspense
      fallback={<TextInput {...props.link} value={text("loading")} readOnly onInput={() => {}} />}
    >
      <RichTextEditor {...props} />
    </Suspense>
  );
}

export const richTextView: FieldView = {
  Cell: RichTextCell,
  Control: RichTextControl,
  align: "start",
  width: 280,
  wide: true,
};
