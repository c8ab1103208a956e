import { type JSX, onMount, Show } from "solid-js";
import type { ProblemJson } from "../../metadata/wire.ts";
import { problemSentence } from "../../runtime/blocks/problem-view.tsx";
import { Button } from "../../runtime/ui/button.tsx";
import { Icon } from "../../runtime/ui/icon.tsx";
import { Notice, Skeleton } from "../../runtime/ui/message.tsx";
import { pageMessages, pageText } from "../language/pages/messages.ts";
import "./plain-page.css";

await pageMessages.ready();

/** A page beside the designer: the way back, what it is, what can be done here, and its parts. */
export function PlainPage(props: {
  readonly workspace: string;
  readonly title: string;
  /** Names the page for its own style. */
  readonly class: string;
  /** Where the page lies below another: the way to that one, in place of the application. */
  readonly above?: JSX.Element | undefined;
  readonly actions?: JSX.Element;
  readonly children: JSX.Element;
}) {
  onMount(() => {
    document.title = `${props.title} · ${props.workspace}`;
  });
  return (
    <div class={`plain-page ${props.class}`}>
      <header class="plain-page-head">
        <Show
          when={props.above}
          fallback={
            <a class="plain-page-back" href={`/${props.workspace}/`}>
              <Icon name="arrow-left" size={14} />
              {pageText("back")}
            </a>
          }
        >
          {props.above}
        </Show>
        <h1>{props.title}</h1>
        <div class="plain-page-actions">{props.actions}</div>
      </header>
      <main class="plain-page-body">{props.children}</main>
    </div>
  );
}

/** What could not be loaded, and the way to try again. */
export function LoadFailure(props: {
  readonly problem: ProblemJson | undefined;
  readonly onRetry: () => void;
}) {
  return (
    <Show when={props.problem}>
      {(problem) => (
        <Notice kind="danger" alert>
          {problemSentence(problem())}{" "}
          <Button small onClick={() => props.onRetry()}>
            {pageText("retry")}
          </Button>
        </Notice>
      )}
    </Show>
  );
}

/** Stands where something will be, unless it failed to come. */
export function Loading(props: { readonly failed: boolean }) {
  return (
    <Show when={!props.failed}>
      <div class="plain-page-loading" role="status">
        <span class="visually-hidden">{pageText("loading")}</span>
        <Skeleton width="90%" />
        <Skeleton width="70%" />
        <Skeleton width="80%" />
      </div>
    </Show>
  );
}
