import { type JSX, Show } from "solid-js";
import { Icon, type IconName } from "./icon.tsx";
import "./message.css";

export type NoticeKind = "info" | "success" | "warning" | "danger";

const noticeIcons: Readonly<Record<NoticeKind, IconName>> = {
  info: "info",
  success: "circle-check",
  warning: "warning",
  danger: "circle-alert",
};

/** A sentence the user should read, with an icon for its weight. `alert` announces it at once. */
export function Notice(props: {
  readonly kind?: NoticeKind;
  readonly alert?: boolean;
  readonly children: JSX.Element;
}) {
  const kind = () => props.kind ?? "info";
  return (
    <div class={`notice notice-${kind()}`} role={props.alert ? "alert" : undefined}>
      <Icon name={noticeIcons[kind()]} />
      <div class="notice-body">{props.children}</div>
    </div>
  );
}

/** Why something was not done, announced at once; nothing while there is no reason. */
export function Refusal(props: { readonly sentence: string | undefined }) {
  return (
    <Show when={props.sentence}>
      <Notice kind="danger" alert>
        {props.sentence}
      </Notice>
    </Show>
  );
}

/** What stands where nothing is: says why, and offers the next step. */
export function EmptyState(props: {
  readonly icon: IconName;
  readonly title: string;
  readonly text?: string | undefined;
  readonly children?: JSX.Element;
}) {
  return (
    <div class="empty-state">
      <span class="empty-state-icon">
        <Icon name={props.icon} size={22} />
      </span>
      <h2>{props.title}</h2>
      <Show when={props.text}>
        <p>{props.text}</p>
      </Show>
      <Show when={props.children}>
        <div class="empty-state-actions">{props.children}</div>
      </Show>
    </div>
  );
}

/** A grey bar in the place of text that is on its way. */
export function Skeleton(props: { readonly width?: string }) {
  return <span class="skeleton" style={{ width: props.width ?? "100%" }} aria-hidden="true" />;
}

/** A coloured word. `tone` is 0 (grey) to 7; the word, not the colour, carries the meaning. */
export function Tag(props: { readonly tone?: number; readonly children: JSX.Element }) {
  return <span class={`tag tag-${(props.tone ?? 0) % 8}`}>{props.children}</span>;
}
