import { createSignal, For, onMount, Show } from "solid-js";
import { securityMessages, securityText } from "../language/security/messages.ts";
import { dayAndTime } from "../language/when.ts";
import { useApplication } from "../state/application.ts";
import { createSecondFactors } from "../state/second-factors.ts";
import { Button, IconButton } from "../ui/button.tsx";
import { Notice, Skeleton, Tag } from "../ui/message.tsx";
import { problemSentence } from "./problem-view.tsx";
import { SecurityDialog } from "./security-dialog.tsx";
import type { SecurityTask } from "./security-task.ts";
import "./account-security.css";

await securityMessages.ready();

/** Second factors of the caller's own account: the app, its recovery codes, passkeys. */
export default function AccountSecurity(props: {
  /** Called when the account has got a second factor. */
  readonly onProtected?: () => void;
}) {
  const factors = createSecondFactors(useApplication());
  const [task, setTask] = createSignal<SecurityTask>();
  onMount(() => void factors.reload());
  const done = async () => {
    setTask(undefined);
    await factors.reload();
    if (factors.state()?.totp || (factors.passkeys()?.data.length ?? 0) > 0) props.onProtected?.();
  };
  return (
    <Show
      when={factors.state()}
      fallback={
        <Show when={factors.failure()} fallback={<Skeleton />}>
          {(problem) => <Notice kind="danger">{problemSentence(problem())}</Notice>}
        </Show>
      }
    >
      {(state) => (
        <div class="account-security">
          <section aria-labelledby="security-app">
            <h3 id="security-app">
              {securityText("app")}
              <Show when={state().totp}>
                <Tag tone={2}>{securityText("app_on")}</Tag>
              </Show>
            </h3>
            <p class="muted">{securityText("app_text")}</p>
            <div class="account-security-actions">
              <Show
                when={state().totp}
                fallback={
                  <Button icon="phone-screen" onClick={() => setTask({ kind: "app" })}>
                    {securityText("app_set_up")}
                  </Button>
                }
              >
                <Button onClick={() => setTask({ kind: "remove_app" })}>
                  {securityText("app_remove")}
                </Button>
              </Show>
            </div>
          </section>
          <Show when={state().totp || (factors.passkeys()?.data.length ?? 0) > 0}>
            <section aria-labelledby="security-codes">
              <h3 id="security-codes">{securityText("codes_title")}</h3>
              <p class="muted">{securityText("codes_left", { count: state().recovery_codes })}</p>
              <div class="account-security-actions">
                <Button onClick={() => setTask({ kind: "codes" })}>
                  {securityText("codes_new")}
                </Button>
              </div>
            </section>
          </Show>
          <section aria-labelledby="security-passkeys">
            <h3 id="security-passkeys">{securityText("passkeys")}</h3>
            <p class="muted">
              {securityText(
                factors.passkeys()?.available ? "passkeys_text" : "passkeys_unavailable",
              )}
            </p>
            <ul class="account-security-passkeys">
              <For each={factors.passkeys()?.data ?? []}>
                {(passkey) => (
                  <li>
                    <span>
                      <strong>{passkey.name}</strong>
                      <small class="muted">
                        {securityText("passkey_added", { when: dayAndTime(passkey.created_at) })}
                        <Show when={passkey.used_at}>
                          {(used) => (
                            <>
                              {" · "}
                              {securityText("passkey_used", { when: dayAndTime(used()) })}
                            </>
                          )}
                        </Show>
                      </small>
                    </span>
                    <IconButton
                      icon="edit"
                      label={securityText("passkey_rename", { name: passkey.name })}
                      onClick={() => setTask({ kind: "rename", passkey })}
                    />
                    <IconButton
                      icon="trash"
                      label={securityText("passkey_remove", { name: passkey.name })}
                      onClick={() => setTask({ kind: "remove_passkey", passkey })}
                    />
                  </li>
                )}
              </For>
            </ul>
            <Show when={factors.passkeys()?.available}>
              <div class="account-security-actions">
                <Button icon="key" onClick={() => setTask({ kind: "passkey" })}>
                  {securityText("passkey_add")}
                </Button>
              </div>
            </Show>
          </section>
          <Show when={task()} keyed>
            {(open) => (
              <SecurityDialog
                task={open}
                factors={factors}
                hasPassword={state().has_password}
                onClose={() => void done()}
              />
            )}
          </Show>
        </div>
      )}
    </Show>
  );
}
