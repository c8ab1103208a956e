import { createSignal, For, Show } from "solid-js";
import { mostCoordinates, mostStrokes, signatureSurface } from "../../metadata/fields/signature.ts";
import { isJsonObject } from "../../metadata/json-object.ts";
import { text } from "../language/messages.ts";
import { Button } from "../ui/button.tsx";
import { TextInput } from "../ui/text-input.tsx";
import type { CellProps, ControlProps, FieldView } from "./field-view.ts";
import { partOf, withParts } from "./part-inputs.tsx";
import "./signature.css";

type Stroke = readonly number[];

const { width, height } = signatureSurface;

function strokesOf(value: unknown): readonly Stroke[] {
  const strokes = isJsonObject(value) ? value.strokes : undefined;
  if (!Array.isArray(strokes)) return [];
  return strokes.filter(
    (stroke): stroke is Stroke =>
      Array.isArray(stroke) && stroke.every((place) => typeof place === "number"),
  );
}

/** `M1 2L3 4`; a dot is a line to itself. */
function pathOf(stroke: Stroke): string {
  const places = stroke.length === 2 ? [...stroke, ...stroke] : stroke;
  return places
    .map((place, index) => `${index === 0 ? "M" : index % 2 === 0 ? "L" : " "}${place}`)
    .join("");
}

function Strokes(props: { readonly strokes: readonly Stroke[] }) {
  return <For each={props.strokes}>{(stroke) => <path d={pathOf(stroke)} />}</For>;
}

function SignatureCell(props: CellProps) {
  return (
    <Show
      when={strokesOf(props.value).length > 0}
      fallback={<span class="signature-typed">{partOf(props.value, "typed")}</span>}
    >
      <svg
        class="signature-cell"
        viewBox={`0 0 ${width} ${height}`}
        role="img"
        aria-label={text("signature_of", { field: props.field.title })}
      >
        <Strokes strokes={strokesOf(props.value)} />
      </svg>
    </Show>
  );
}

/** Drawn with a pen, a finger or the mouse; who cannot draw types a name. */
function SignatureControl(props: ControlProps) {
  const [drawing, setDrawing] = createSignal<Stroke>();
  let surface!: SVGSVGElement;
  const place = (event: PointerEvent): Stroke => {
    const box = surface.getBoundingClientRect();
    const at = (from: number, size: number, limit: number) =>
      Math.max(0, Math.min(limit, Math.round((from / Math.max(1, size)) * limit)));
    return [
      at(event.clientX - box.left, box.width, width),
      at(event.clientY - box.top, box.height, height),
    ];
  };
  const finish = () => {
    const stroke = drawing();
    if (stroke === undefined) return;
    setDrawing(undefined);
    const strokes = [...strokesOf(props.value), stroke].slice(0, mostStrokes);
    props.onChange({ ...(isJsonObject(props.value) ? props.value : {}), strokes });
    props.onBlur();
  };
  return (
    <span class="signature">
      <svg
        ref={surface}
        class="signature-surface"
        viewBox={`0 0 ${width} ${height}`}
        role="img"
        aria-label={text("signature_surface", { field: props.field.title })}
        onPointerDown={(event) => {
          event.preventDefault();
          surface.setPointerCapture(event.pointerId);
          setDrawing(place(event));
        }}
        onPointerMove={(event) => {
          const stroke = drawing();
          if (stroke === undefined || stroke.length >= mostCoordinates) return;
          setDrawing([...stroke, ...place(event)]);
        }}
        onPointerUp={finish}
        onPointerCancel={finish}
      >
        <line class="signature-line" x1="20" y1="110" x2={width - 20} y2="110" />
        <Strokes strokes={strokesOf(props.value)} />
        <Show when={drawing()}>{(stroke) => <path d={pathOf(stroke())} />}</Show>
      </svg>
      <span class="signature-below">
        <TextInput
          {...props.link}
          small
          placeholder={text("signature_type")}
          value={partOf(props.value, "typed")}
          onInput={(typed) => props.onChange(withParts(props.value, { typed }))}
          onBlur={() => props.onBlur()}
        />
        <Button
          small
          disabled={props.value === null || props.value === undefined}
          onClick={() => props.onChange(null)}
        >
          {text("signature_clear")}
        </Button>
      </span>
    </span>
  );
}

export const signatureView: FieldView = {
  Cell: SignatureCell,
  Control: SignatureControl,
  align: "start",
  width: 130,
};
