import { createMemo, Show } from "solid-js";
import type { BarcodeFormat } from "../../../metadata/fields/barcode.ts";
import { text } from "../../language/messages.ts";
import { code128 } from "./code128.ts";
import { ean13 } from "./ean13.ts";
import { qrCode } from "./qr-code.ts";

/** Rows of dark and light modules; bars are one row. `null` when the text cannot be written so. */
type Modules = readonly (readonly boolean[])[];

function modulesOf(format: BarcodeFormat, value: string): Modules | null {
  if (format === "qr") return qrCode(value);
  const bars = format === "ean13" ? ean13(value) : code128(value);
  return bars === null ? null : [bars];
}

/** One path of rectangles, a run of dark modules each. */
function pathOf(rows: Modules, height: number, quiet: number): string {
  let path = "";
  rows.forEach((row, y) => {
    for (let x = 0; x < row.length; x += 1) {
      if (!row[x]) continue;
      let width = 1;
      while (row[x + width]) width += 1;
      path += `M${x + quiet} ${y * height + quiet}h${width}v${height}h-${width}z`;
      x += width - 1;
    }
  });
  return path;
}

/**
 * The code as a drawing, always dark on light with its quiet zone, so that scanners read it from
 * dark screens too.
 */
export default function CodeDrawing(props: {
  readonly format: BarcodeFormat;
  readonly value: string;
}) {
  const drawing = createMemo(() => {
    const rows = modulesOf(props.format, props.value);
    if (rows === null) return null;
    const square = props.format === "qr";
    const quiet = square ? 4 : 10;
    const height = square ? 1 : 40;
    const scale = square ? (rows.length > 60 ? 2 : 3) : (rows[0]?.length ?? 0) > 220 ? 1 : 2;
    const size = {
      width: (rows[0]?.length ?? 0) + 2 * quiet,
      height: rows.length * height + 2 * quiet,
    };
    return { ...size, scale, path: pathOf(rows, height, quiet) };
  });
  return (
    <Show when={drawing()}>
      {(code) => (
        <svg
          class="code-drawing"
          role="img"
          aria-label={text("barcode_of", { value: props.value })}
          viewBox={`0 0 ${code().width} ${code().height}`}
          width={code().width * code().scale}
          height={code().height * code().scale}
          shape-rendering="crispEdges"
        >
          <rect width={code().width} height={code().height} fill="#ffffff" />
          <path d={code().path} fill="#000000" />
        </svg>
      )}
    </Show>
  );
}
