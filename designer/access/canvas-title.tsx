import { type JSX, Show } from "solid-js";

/** What is edited on the canvas: its title, its name, and what kind of thing it is. */
export function CanvasTitle(props: {
  readonly title: string;
  readonly name: string;
  readonly kind: string;
  readonly children?: JSX.Element;
}) {
  return (
    <div class="canvas-head">
      <div class="canvas-title canvas-title-plain">
        <h1>{props.title}</h1>
        <span class="canvas-name">{props.name}</span>
      </div>
      <span class="canvas-count">{props.kind}</span>
      <Show when={props.children}>{props.children}</Show>
    </div>
  );
}
