import { A } from "@solidjs/router";
import { type JSX, Show } from "solid-js";
import type { ObjectModel } from "../../metadata/model/object-model.ts";
import { listAddress } from "../state/addresses.ts";
import { Icon } from "../ui/icon.tsx";

/** The heading of a page: the way back to its list, what the page is, and what can be done here. */
export function PageHead(props: {
  readonly title: string;
  /** Whose list the page lies below; none for a list itself. */
  readonly below?: ObjectModel | undefined;
  /** The list of another kind that it lies below. */
  readonly list?: { readonly title: string; readonly address: string };
  /** What lies between the list and the page. */
  readonly between?: JSX.Element;
  /** The actions. */
  readonly children?: JSX.Element;
}) {
  const above = () =>
    props.below ? { title: props.below.title, address: listAddress(props.below.name) } : props.list;
  return (
    <header class="page-head">
      <div class="page-title">
        <Show when={above()}>
          {(list) => (
            <div class="page-crumbs">
              <A class="page-crumb" href={list().address}>
                <Icon name="chevron-left" size={12} />
                {list().title}
              </A>
              {props.between}
            </div>
          )}
        </Show>
        <h1>{props.title}</h1>
      </div>
      <div class="page-actions">{props.children}</div>
    </header>
  );
}
