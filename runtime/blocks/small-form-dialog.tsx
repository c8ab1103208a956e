import { createUniqueId, type JSX } from "solid-js";
import { text } from "../language/messages.ts";
import type { SmallForm as Form } from "../state/small-form.ts";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { SmallForm } from "./small-form.tsx";

/** A small form in a dialog; nothing typed is lost to a click beside it. */
export function SmallFormDialog(props: {
  readonly form: Form;
  readonly title: string;
  /** What the button says that sends it. */
  readonly submit: string;
  readonly danger?: boolean;
  readonly disabled?: boolean;
  readonly wide?: boolean;
  readonly intro?: JSX.Element;
  readonly onClose: () => void;
  readonly children: JSX.Element;
}) {
  const id = createUniqueId();
  return (
    <Dialog
      open
      keepOnBackdrop
      wide={props.wide ?? false}
      title={props.title}
      closeLabel={text("close")}
      onClose={props.onClose}
      footer={
        <>
          <Button onClick={() => props.onClose()}>{text("cancel")}</Button>
          <Button
            type="submit"
            form={id}
            variant={props.danger ? "danger" : "primary"}
            busy={props.form.busy()}
            disabled={props.disabled ?? false}
          >
            {props.submit}
          </Button>
        </>
      }
    >
      <SmallForm id={id} form={props.form} class="small-form" intro={props.intro}>
        {props.children}
      </SmallForm>
    </Dialog>
  );
}
