import { type JSX, Show, splitProps } from "solid-js";
import { Icon, type IconName } from "./icon.tsx";
import "./button.css";

export type ButtonVariant = "primary" | "secondary" | "quiet" | "danger";

interface ButtonLook {
  readonly variant?: ButtonVariant;
  readonly small?: boolean;
  readonly icon?: IconName;
}

const lookKeys = ["variant", "small", "icon", "class", "children"] as const;

function lookClass(look: ButtonLook & { readonly class?: string | undefined }, iconOnly = false) {
  return [
    "button",
    `button-${look.variant ?? "secondary"}`,
    look.small ? "button-small" : "",
    iconOnly ? "button-icon" : "",
    look.class ?? "",
  ]
    .filter(Boolean)
    .join(" ");
}

export interface ButtonProps extends ButtonLook, JSX.ButtonHTMLAttributes<HTMLButtonElement> {
  /** Shows a spinner and refuses clicks while work is under way. */
  readonly busy?: boolean;
}

/** A screen has one primary button; `type` is `button` unless said otherwise. */
export function Button(props: ButtonProps) {
  const [look, busy, rest] = splitProps(props, lookKeys, ["busy"]);
  return (
    <button
      type="button"
      {...rest}
      class={lookClass(look)}
      aria-busy={busy.busy ? "true" : undefined}
      disabled={rest.disabled || busy.busy}
    >
      <Show
        when={busy.busy}
        fallback={<Show when={look.icon}>{(name) => <Icon name={name()} />}</Show>}
      >
        <span class="spinner" aria-hidden="true" />
      </Show>
      {look.children}
    </button>
  );
}

/** A button with an icon alone; `label` names it for everyone who cannot see the icon. */
export function IconButton(
  props: Omit<ButtonLook, "icon"> &
    JSX.ButtonHTMLAttributes<HTMLButtonElement> & {
      readonly icon: IconName;
      readonly label: string;
    },
) {
  const [look, own, rest] = splitProps(props, lookKeys, ["label"]);
  return (
    <button
      type="button"
      title={own.label}
      aria-label={own.label}
      {...rest}
      class={lookClass({ ...look, variant: look.variant ?? "quiet" }, true)}
    >
      <Icon name={look.icon} />
    </button>
  );
}

/** A link that looks like a button: for going somewhere, not for doing something. */
export function LinkButton(props: ButtonLook & JSX.AnchorHTMLAttributes<HTMLAnchorElement>) {
  const [look, rest] = splitProps(props, lookKeys);
  return (
    <a {...rest} class={lookClass(look)}>
      <Show when={look.icon}>{(name) => <Icon name={name()} />}</Show>
      {look.children}
    </a>
  );
}
