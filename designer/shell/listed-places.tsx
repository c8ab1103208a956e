import { createEffect, createMemo, For, lazy, on, Show, Suspense } from "solid-js";
import { selectedAccess } from "../document/selected-access.ts";
import { text } from "../language/messages.ts";
import { ObjectList } from "../lists/object-list.tsx";
import { type ListedPlace, useDesigner } from "./designer-context.ts";

const AccessList = lazy(async () => ({
  default: (await import("../access/access-list.tsx")).AccessList,
}));

const places: readonly ListedPlace[] = ["objects", "access"];

/** The list on the left: objects with their shared options, or who may do what. */
export function ListedPlaces() {
  const designer = useDesigner();
  const selected = createMemo(() => designer.session.selection().document);
  // What is selected stands in the list, wherever it was selected from.
  createEffect(
    on(selected, (key) => {
      if (key === null) return;
      const isAccess = selectedAccess(designer.session.design()) !== null;
      designer.showListed(isAccess ? "access" : "objects");
    }),
  );
  return (
    <>
      <div class="listed-places" role="tablist" aria-label={text("listed_places")}>
        <For each={places}>{(place) => <PlaceTab place={place} />}</For>
      </div>
      <div role="tabpanel" aria-labelledby={`tab-place-${designer.listed()}`}>
        <Show when={designer.listed() === "access"} fallback={<ObjectList />}>
          <Suspense>
            <AccessList />
          </Suspense>
        </Show>
      </div>
    </>
  );
}

function PlaceTab(props: { readonly place: ListedPlace }) {
  const designer = useDesigner();
  const isShown = () => designer.listed() === props.place;
  const move = (event: KeyboardEvent) => {
    if (event.altKey || (event.key !== "ArrowRight" && event.key !== "ArrowLeft")) return;
    event.preventDefault();
    const next = props.place === "objects" ? "access" : "objects";
    designer.showListed(next);
    document.getElementById(`tab-place-${next}`)?.focus();
  };
  return (
    <button
      type="button"
      role="tab"
      id={`tab-place-${props.place}`}
      class="tab"
      aria-selected={isShown()}
      tabindex={isShown() ? 0 : -1}
      onClick={() => designer.showListed(props.place)}
      onKeyDown={move}
    >
      {text(props.place)}
    </button>
  );
}
