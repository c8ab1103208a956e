import { For } from "solid-js";
import { Icon } from "../../runtime/ui/icon.tsx";
import { type RightsSection, rightsSections } from "../document/rights-sections.ts";
import { accessText } from "../language/access/messages.ts";
import { useDesigner } from "../shell/designer-context.ts";

const words = { objects: "rights", restrictions: "restrictions" } as const;

/** What the role grants, and what it takes away. */
export function RoleTabs() {
  const designer = useDesigner();
  const move = (event: KeyboardEvent, from: RightsSection) => {
    if (event.altKey || (event.key !== "ArrowRight" && event.key !== "ArrowLeft")) return;
    event.preventDefault();
    const next = rightsSections.find((section) => section !== from) ?? from;
    designer.showRights(next);
    document.getElementById(`tab-${next}`)?.focus();
  };
  return (
    <div class="tabs" role="tablist" aria-label={accessText("rights_parts")}>
      <For each={rightsSections}>
        {(section) => (
          <button
            type="button"
            role="tab"
            id={`tab-${section}`}
            class="tab"
            aria-selected={designer.rights() === section}
            tabindex={designer.rights() === section ? 0 : -1}
            onClick={() => designer.showRights(section)}
            onKeyDown={(event) => move(event, section)}
          >
            <Icon name={section === "objects" ? "key" : "no-access"} />
            <span>{accessText(words[section])}</span>
          </button>
        )}
      </For>
    </div>
  );
}
