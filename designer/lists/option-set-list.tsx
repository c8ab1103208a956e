import { locale } from "../../runtime/language/locale.ts";
import { addOptionSet } from "../commands/index.ts";
import { text } from "../language/messages.ts";
import { keywordInputId, useDesigner } from "../shell/designer-context.ts";
import { DocumentSection } from "./document-section.tsx";

/** Lists of options that fields share, below the objects. */
export function OptionSetList() {
  const designer = useDesigner();
  const { session } = designer;
  const add = () => {
    session.run(addOptionSet, { title: text("new_option_set"), locale: locale() });
    designer.showPane("inspector");
    queueMicrotask(() => {
      const input = document.getElementById(keywordInputId("title"));
      if (!(input instanceof HTMLInputElement)) return;
      input.focus();
      input.select();
    });
  };
  return (
    <DocumentSection
      kind="options"
      class="option-set-list"
      icon="choices"
      title={text("option_sets")}
      add={text("add_option_set")}
      onAdd={add}
    />
  );
}
