import { For, Show } from "solid-js";
import { ratingMaximum } from "../../metadata/fields/rating.ts";
import { text } from "../language/messages.ts";
import { IconButton } from "../ui/button.tsx";
import type { CellProps, ControlProps, FieldView } from "./field-view.ts";
import "./marks.css";

const given = (value: unknown): number => (typeof value === "number" ? value : 0);

const steps = (maximum: number): readonly number[] =>
  Array.from({ length: maximum }, (_, index) => index + 1);

/** Five stars are the same everywhere; what is given is said in words. */
function RatingCell(props: CellProps) {
  const maximum = () => Math.max(ratingMaximum(props.field.schema), given(props.value));
  const words = () => text("rating_stars", { count: given(props.value), maximum: maximum() });
  return (
    <span class="stars" role="img" aria-label={words()} title={words()}>
      <For each={steps(maximum())}>{(step) => <Star filled={step <= given(props.value)} />}</For>
    </span>
  );
}

function Star(props: { readonly filled: boolean }) {
  return (
    <svg
      class="star"
      classList={{ "star-filled": props.filled }}
      viewBox="0 0 16 16"
      width="15"
      height="15"
      aria-hidden="true"
    >
      <path d="M8 1.6 9.9 5.700l4.500.5-3.400 3 1 4.400L8 11.400l-4 2.200 1-4.400-3.400-3 4.500-.5Z" />
    </svg>
  );
}

/** Radio buttons in the shape of stars: arrows choose, and screen readers count. */
function RatingControl(props: ControlProps) {
  const maximum = () => ratingMaximum(props.field.schema);
  return (
    <span class="rating">
      <span
        class="stars"
        role="radiogroup"
        id={props.link.id}
        tabindex={-1}
        aria-label={props.link["aria-label"] ?? props.field.title}
        aria-describedby={props.link["aria-describedby"]}
        aria-invalid={props.link["aria-invalid"]}
        aria-required={props.link["aria-required"]}
      >
        <For each={steps(maximum())}>
          {(step) => (
            <label class="star-choice">
              <input
                type="radio"
                class="visually-hidden"
                name={`${props.link.id}-stars`}
                aria-label={text("rating_stars", { count: step, maximum: maximum() })}
                checked={given(props.value) === step}
                onChange={() => props.onChange(step)}
                onBlur={() => props.onBlur()}
              />
              <Star filled={step <= given(props.value)} />
            </label>
          )}
        </For>
      </span>
      <Show when={given(props.value) > 0 && !props.field.required}>
        <IconButton
          icon="close"
          label={text("rating_clear")}
          small
          variant="quiet"
          onClick={() => props.onChange(null)}
        />
      </Show>
    </span>
  );
}

export const ratingView: FieldView = {
  Cell: RatingCell,
  Control: RatingControl,
  align: "start",
  width: 120,
};
