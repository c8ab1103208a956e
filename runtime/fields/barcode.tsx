import { lazy, Show, Suspense } from "solid-js";
import { barcodeFormat } from "../../metadata/fields/barcode.ts";
import type { CellProps, ControlProps, FieldView } from "./field-view.ts";
import { ParsedInput } from "./parsed-input.tsx";
import "./marks.css";

const CodeDrawing = lazy(() => import("./codes/code-drawing.tsx"));

/** The text everywhere; the code that scanners read where there is room for it. */
function BarcodeCell(props: CellProps) {
  const value = () => (typeof props.value === "string" ? props.value : "");
  return (
    <Show when={props.linked} fallback={<span class="code-text">{value()}</span>}>
      <span class="code-cell">
        <Suspense>
          <CodeDrawing format={barcodeFormat(props.field.schema)} value={value()} />
        </Suspense>
        <span class="code-text">{value()}</span>
      </span>
    </Show>
  );
}

function BarcodeControl(props: ControlProps) {
  const digits = () => barcodeFormat(props.field.schema) === "ean13";
  return <ParsedInput {...props} inputMode={digits() ? "numeric" : "text"} />;
}

export const barcodeView: FieldView = {
  Cell: BarcodeCell,
  Control: BarcodeControl,
  align: "start",
  width: 160,
};
