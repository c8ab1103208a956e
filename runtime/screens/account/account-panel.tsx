import { createUniqueId, type JSX } from "solid-js";

/** One matter of an account: its heading, what can be done with it, and the rest. */
export function AccountPanel(props: {
  readonly title: string;
  readonly actions?: JSX.Element;
  readonly children: JSX.Element;
}) {
  const id = createUniqueId();
  return (
    <section class="account-panel" aria-labelledby={id}>
      <header class="account-panel-head">
        <h2 id={id}>{props.title}</h2>
        {props.actions}
      </header>
      {props.children}
    </section>
  );
}
