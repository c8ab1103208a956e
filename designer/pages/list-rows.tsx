import { type JSX, Show } from "solid-js";
import { Button } from "../../runtime/ui/button.tsx";
import { pageText } from "../language/pages/messages.ts";
import type { PagedList } from "./paged-list.ts";
import { Loading } from "./plain-page.tsx";

/** The rows of a list as far as they have come, and the way to the rest; what stands there before, and where there are none. */
export function ListRows<Row>(props: {
  readonly list: Pick<PagedList<Row, object>, "rows" | "failure" | "hasMore" | "busy" | "more">;
  readonly empty: JSX.Element;
  readonly children: (rows: () => readonly Row[]) => JSX.Element;
}) {
  return (
    <>
      <Show
        when={props.list.rows()}
        fallback={<Loading failed={props.list.failure() !== undefined} />}
      >
        {(rows) => (
          <Show when={rows().length > 0} fallback={props.empty}>
            {props.children(rows)}
          </Show>
        )}
      </Show>
      <Show when={props.list.hasMore()}>
        <Button
          class="plain-page-more"
          busy={props.list.busy()}
          onClick={() => void props.list.more()}
        >
          {pageText("more")}
        </Button>
      </Show>
    </>
  );
}
