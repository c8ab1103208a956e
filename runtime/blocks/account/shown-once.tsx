import { accountText } from "../../language/account/messages.ts";
import { Button } from "../../ui/button.tsx";
import { Field } from "../../ui/field.tsx";
import { TextInput } from "../../ui/text-input.tsx";
import { showToast } from "../../ui/toast.tsx";
import "./account-blocks.css";

/** A secret to be copied: it is never shown again. */
export function ShownOnce(props: { readonly label: string; readonly value: string }) {
  let row!: HTMLDivElement;
  const copy = async () => {
    row.querySelector("input")?.select();
    try {
      await navigator.clipboard.writeText(props.value);
      showToast(accountText("copied"));
    } catch {
      // Without permission it stands selected, for the keyboard to copy.
    }
  };
  return (
    <div class="shown-once" ref={row}>
      <Field label={props.label}>
        {(link) => (
          <TextInput
            {...link}
            readonly
            value={props.value}
            onInput={() => undefined}
            onFocus={(event) => event.currentTarget.select()}
          />
        )}
      </Field>
      <Button icon="copy" onClick={() => void copy()}>
        {accountText("copy")}
      </Button>
    </div>
  );
}
