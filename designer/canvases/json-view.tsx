import { canonicalJson } from "../../metadata/json.ts";
import { Button } from "../../runtime/ui/button.tsx";
import { showToast } from "../../runtime/ui/toast.tsx";
import { text } from "../language/messages.ts";
import { useDesigner } from "../shell/designer-context.ts";

/** The document as the file it is: what an export writes, to read and to copy. */
export function JsonView(props: { readonly documentKey: string }) {
  const { session } = useDesigner();
  const document = () => session.documents().get(props.documentKey);
  const json = () => canonicalJson(document()?.content ?? {});
  const copy = async () => {
    await navigator.clipboard.writeText(json());
    showToast(text("copied"));
  };
  return (
    <section class="json-view" aria-label={text("tab_json")}>
      <div class="json-view-head">
        <code>objects/{document()?.name}.json</code>
        <Button small icon="copy" onClick={() => void copy()}>
          {text("copy")}
        </Button>
      </div>
      {/* Focusable, so that the keyboard can scroll it. */}
      <pre tabindex={0}>{json()}</pre>
    </section>
  );
}
