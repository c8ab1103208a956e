import { createSignal, Show } from "solid-js";
import { locale } from "../../runtime/language/locale.ts";
import { Button } from "../../runtime/ui/button.tsx";
import { Dialog } from "../../runtime/ui/dialog.tsx";
import { Field } from "../../runtime/ui/field.tsx";
import { TextInput } from "../../runtime/ui/text-input.tsx";
import { addObject } from "../commands/index.ts";
import { nameMistake, proposeName } from "../document/api-name.ts";
import { objectNames } from "../document/design-documents.ts";
import { text } from "../language/messages.ts";
import { useDesigner } from "./designer-context.ts";

/** Asks for a title and nothing else; the API name follows it until it is edited. */
export function NewObjectDialog() {
  const designer = useDesigner();
  return (
    <Show when={designer.dialog() === "new_object"}>
      <OpenNewObject onClose={() => designer.openDialog(null)} />
    </Show>
  );
}

function OpenNewObject(props: { readonly onClose: () => void }) {
  const { session, showTab, showPane } = useDesigner();
  const [title, setTitle] = createSignal("");
  const [ownName, setOwnName] = createSignal<string>();
  const taken = () => objectNames(session.documents());
  const name = () => ownName() ?? (title().trim() ? proposeName(title(), taken(), "object") : "");
  const mistake = () => (name() === "" ? null : nameMistake(name(), taken()));
  const create = (event: SubmitEvent) => {
    event.preventDefault();
    if (title().trim() === "" || name() === "" || mistake() !== null) return;
    session.run(addObject, {
      title: title().trim(),
      name: name(),
      locale: locale(),
      firstFieldTitle: text("first_field_title"),
    });
    showTab("fields");
    showPane("canvas");
    props.onClose();
    queueMicrotask(() => document.querySelector<HTMLElement>("[data-new-field]")?.focus());
  };
  return (
    <Dialog open title={text("new_object")} closeLabel={text("close")} onClose={props.onClose}>
      <form class="new-object" onSubmit={create}>
        <Field label={text("title")} required>
          {(link) => (
            <TextInput
              {...link}
              autofocus
              value={title()}
              onInput={setTitle}
              placeholder={text("new_object_example")}
            />
          )}
        </Field>
        <Field
          label={text("api_name")}
          hint={text("api_name_hint")}
          error={mistake() ? text(`name_${mistake() ?? "invalid"}`) : undefined}
        >
          {(link) => <TextInput {...link} class="code" value={name()} onInput={setOwnName} />}
        </Field>
        <div class="form-foot">
          <Button onClick={props.onClose}>{text("cancel")}</Button>
          <Button variant="primary" type="submit" disabled={title().trim() === ""}>
            {text("create_object")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
