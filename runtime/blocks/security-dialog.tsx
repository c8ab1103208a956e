import { Show } from "solid-js";
import CodeDrawing from "../fields/codes/code-drawing.tsx";
import { text } from "../language/messages.ts";
import { securityText } from "../language/security/messages.ts";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { Field } from "../ui/field.tsx";
import { Refusal } from "../ui/message.tsx";
import { TextInput } from "../ui/text-input.tsx";
import { RecoveryCodeList } from "./recovery-code-list.tsx";
import {
  createSecurityTask,
  type SecurityTaskProps,
  type SecurityWork,
  taskAction,
  taskText,
  taskTitle,
} from "./security-task.ts";

/** One change of what protects an account, from the password to what there is to keep. */
export function SecurityDialog(props: SecurityTaskProps) {
  const work = createSecurityTask(props);
  const { kind, codes, busy } = work;
  return (
    <Dialog
      open
      keepOnBackdrop
      title={codes() ? securityText("codes_title") : taskTitle(props.task)}
      closeLabel={text("close")}
      onClose={props.onClose}
      footer={
        <Show
          when={codes()}
          fallback={
            <>
              <Button onClick={props.onClose}>{text("cancel")}</Button>
              <Button
                type="submit"
                form="security-form"
                variant={kind.startsWith("remove") ? "danger" : "primary"}
                busy={busy()}
              >
                {taskAction(work)}
              </Button>
            </>
          }
        >
          <Button variant="primary" onClick={props.onClose}>
            {securityText("codes_kept")}
          </Button>
        </Show>
      }
    >
      <Show when={codes()} fallback={<TaskForm work={work} />}>
        {(list) => <RecoveryCodeList codes={list()} />}
      </Show>
    </Dialog>
  );
}

function TaskForm(props: { readonly work: SecurityWork }) {
  return (
    <form
      id="security-form"
      class="security-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void props.work.submit();
      }}
    >
      <Refusal sentence={props.work.refusal()} />
      <Show when={props.work.kind !== "rename"}>
        <p>{taskText(props.work)}</p>
      </Show>
      <Show when={props.work.begun()}>
        {(it) => (
          <>
            <CodeDrawing format="qr" value={it().uri} />
            <p>
              {securityText("secret")}:{" "}
              <span class="security-secret">{it().secret.replace(/.{4}(?=.)/g, "$& ")}</span>
            </p>
          </>
        )}
      </Show>
      <TaskFields work={props.work} />
    </form>
  );
}

function TaskFields(props: { readonly work: SecurityWork }) {
  const { fields } = props.work;
  return (
    <>
      <Show when={props.work.asks.name()}>
        <Field label={securityText("passkey_name")} hint={securityText("passkey_name_hint")}>
          {(link) => (
            <TextInput {...link} name="name" value={fields.name()} onInput={fields.setName} />
          )}
        </Field>
      </Show>
      <Show when={props.work.asks.password()}>
        <Field label={securityText("your_password")}>
          {(link) => (
            <TextInput
              {...link}
              type="password"
              name="current-password"
              autocomplete="current-password"
              value={fields.password()}
              onInput={fields.setPassword}
            />
          )}
        </Field>
      </Show>
      <Show
        when={!props.work.props.hasPassword && props.work.kind !== "rename" && !props.work.begun()}
      >
        <p class="muted">{securityText("renew_sign_in")}</p>
      </Show>
      <Show when={props.work.asks.code()}>
        <Field
          label={securityText("code")}
          hint={props.work.begun() ? undefined : securityText("code_hint")}
        >
          {(link) => (
            <TextInput
              {...link}
              ref={(input) => queueMicrotask(() => props.work.begun() && input.focus())}
              name="one-time-code"
              autocomplete="one-time-code"
              spellcheck={false}
              value={fields.code()}
              onInput={fields.setCode}
            />
          )}
        </Field>
      </Show>
    </>
  );
}
