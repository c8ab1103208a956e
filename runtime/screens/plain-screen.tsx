import { createEffect, type JSX, type ParentProps, Show } from "solid-js";
import type { ProblemJson } from "../../metadata/wire.ts";
import { ProblemView } from "../blocks/problem-view.tsx";
import { text } from "../language/messages.ts";
import { Skeleton } from "../ui/message.tsx";
import { PageHead } from "./page-head.tsx";
import { setPageTitle } from "./page-title.ts";
import "./plain-screen.css";

/** A page of one column below its heading. */
export function PlainScreen(
  props: ParentProps<{
    readonly title: string;
    /** The list that it lies below. */
    readonly list?: { readonly title: string; readonly address: string };
    readonly actions?: JSX.Element;
    /** For a table of many columns. */
    readonly wide?: boolean;
  }>,
) {
  createEffect(() => setPageTitle(props.title));
  return (
    <>
      <PageHead title={props.title} {...(props.list ? { list: props.list } : {})}>
        {props.actions}
      </PageHead>
      <div class="plain-screen">
        <div class="plain-screen-inner" classList={{ "plain-screen-wide": props.wide === true }}>
          {props.children}
        </div>
      </div>
    </>
  );
}

/** What is shown of something that the server is asked for; before, that it is on its way or why not. */
export function WhenKnown<Known extends object>(props: {
  readonly known: Known | undefined;
  readonly problem: ProblemJson | undefined;
  readonly onRetry: () => void;
  readonly children: (known: () => Known) => JSX.Element;
}) {
  return (
    <Show
      when={props.known}
      fallback={
        <Show when={props.problem} fallback={<Waiting />}>
          {(problem) => <ProblemView problem={problem()} onRetry={props.onRetry} />}
        </Show>
      }
    >
      {(known) => props.children(known)}
    </Show>
  );
}

function Waiting() {
  return (
    <div class="plain-screen-waiting" role="status">
      <span class="visually-hidden">{text("loading")}</span>
      <Skeleton width="60%" />
      <Skeleton width="80%" />
      <Skeleton width="70%" />
    </div>
  );
}
