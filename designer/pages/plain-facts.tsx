import type { JSX } from "solid-js";
import { Icon, type IconName } from "../../runtime/ui/icon.tsx";

/** One fact in a list of class `plain-facts`. */
export function PlainFact(props: {
  readonly title: string;
  readonly wide?: boolean;
  readonly children: JSX.Element;
}) {
  return (
    <div class="plain-fact" classList={{ "plain-fact-wide": props.wide ?? false }}>
      <dt>{props.title}</dt>
      <dd>{props.children}</dd>
    </div>
  );
}

/** A value as JSON that can be scrolled with keys. */
export function CodeText(props: { readonly label: string; readonly value: unknown }) {
  return (
    <pre class="code-text" tabindex={0} role="group" aria-label={props.label}>
      {JSON.stringify(props.value, null, 2)}
    </pre>
  );
}

/** How something stands: a word with its icon. */
export function OutcomeWord(props: {
  readonly look: OutcomeLook;
  readonly icon: IconName;
  readonly children: JSX.Element;
}) {
  return (
    <span class={`outcome outcome-${props.look}`}>
      <Icon name={props.icon} size={14} />
      {props.children}
    </span>
  );
}

export type OutcomeLook = "good" | "bad" | "waiting" | "quiet";
