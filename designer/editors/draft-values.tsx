import type { JSX } from "solid-js";
import { useDesigner } from "../shell/designer-context.ts";

/** Inputs of the draft; in an earlier version they are to look at only. */
export function DraftValues(props: { readonly children: JSX.Element }) {
  const { session } = useDesigner();
  return (
    <fieldset class="designer-values draft-values" disabled={session.asOf !== null}>
      {props.children}
    </fieldset>
  );
}
