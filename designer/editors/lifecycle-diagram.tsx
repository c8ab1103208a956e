import { createMemo, For, Show } from "solid-js";
import type { Lifecycle } from "../../metadata/model/lifecycle.ts";
import { drawLifecycle, stateSize } from "../document/lifecycle-drawing.ts";
import { text } from "../language/messages.ts";
import { useObjectStates } from "./object-states.ts";

/** The lifecycle as a picture: states as boxes, steps as arrows that lead to their inputs. */
export function LifecycleDiagram(props: {
  readonly documentKey: string;
  readonly onStep: (index: number) => void;
}) {
  const states = useObjectStates(() => props.documentKey);
  return (
    <Show when={states.lifecycle()}>
      {(lifecycle) => (
        <Drawing lifecycle={lifecycle()} titleOf={states.titleOf} onStep={props.onStep} />
      )}
    </Show>
  );
}

function Drawing(props: {
  readonly lifecycle: Lifecycle;
  readonly titleOf: (state: string) => string;
  readonly onStep: (index: number) => void;
}) {
  const drawing = createMemo(() => drawLifecycle(props.lifecycle));
  const toneOf = (state: string) =>
    `diagram-tone-${1 + (props.lifecycle.states.indexOf(state) % 7)}`;
  const label = (steps: readonly number[]) =>
    shortened(steps.map((step) => props.lifecycle.transitions[step]?.title ?? "").join(", "), 17);
  const isFinal = (state: string) =>
    !props.lifecycle.transitions.some(({ from }) => from.includes(state));
  return (
    <section class="diagram" tabindex={0} aria-label={text("lifecycle_picture")}>
      <svg
        width={drawing().width}
        height={drawing().height}
        viewBox={`0 0 ${drawing().width} ${drawing().height}`}
        role="img"
        aria-label={text("lifecycle_diagram")}
      >
        <defs>
          <marker
            id="diagram-arrow"
            viewBox="0 0 8 8"
            refX="7"
            refY="4"
            markerWidth="7"
            markerHeight="7"
            orient="auto-start-reverse"
          >
            <path d="M0,0 L8,4 L0,8 z" class="diagram-head" />
          </marker>
        </defs>
        <For each={drawing().arrows}>
          {(arrow) => (
            <g class="diagram-step" onClick={() => props.onStep(arrow.steps[0] ?? 0)}>
              <path d={arrow.path} class="diagram-reach" />
              <path d={arrow.path} class="diagram-line" marker-end="url(#diagram-arrow)" />
              <text x={arrow.label.x} y={arrow.label.y} class="diagram-label">
                {label(arrow.steps)}
              </text>
            </g>
          )}
        </For>
        <For each={drawing().boxes}>
          {({ state, x, y }) => (
            <g class={`diagram-state ${toneOf(state)}`}>
              <rect x={x} y={y} width={stateSize.width} height={stateSize.height} rx="6" />
              <Show when={isFinal(state)}>
                <rect
                  class="diagram-final"
                  x={x + 3}
                  y={y + 3}
                  width={stateSize.width - 6}
                  height={stateSize.height - 6}
                  rx="4"
                />
              </Show>
              <text x={x + stateSize.width / 2} y={y + stateSize.height / 2}>
                {shortened(props.titleOf(state), 15)}
              </text>
            </g>
          )}
        </For>
      </svg>
    </section>
  );
}

/** Cut to about so many Latin letters; Chinese ones are twice as wide. */
function shortened(words: string, length: number): string {
  let room = length;
  let kept = "";
  for (const letter of words) {
    room -= (letter.codePointAt(0) ?? 0) > 0x2e80 ? 2 : 1;
    if (room < 0) return `${kept.trimEnd()}…`;
    kept += letter;
  }
  return kept;
}
