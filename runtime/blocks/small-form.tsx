import type { JSX } from "solid-js";
import type { SmallForm as Form } from "../state/small-form.ts";
import { ProblemNotice } from "./problem-view.tsx";
import "./small-form.css";

/** The element of a small form, with what the server has against it as a whole above its inputs. */
export function SmallForm(props: {
  readonly form: Form;
  readonly id?: string;
  readonly class: string;
  readonly ref?: (element: HTMLFormElement) => void;
  /** What stands above all else. */
  readonly intro?: JSX.Element;
  readonly children: JSX.Element;
}) {
  return (
    <form
      ref={(element) => props.ref?.(element)}
      id={props.id}
      class={props.class}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void props.form.submit();
      }}
    >
      {props.intro}
      <ProblemNotice problem={props.form.rest()} />
      {props.children}
    </form>
  );
}
