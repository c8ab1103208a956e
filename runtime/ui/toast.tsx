import { createSignal, For, Show } from "solid-js";
import { Portal } from "solid-js/web";
import { Button, IconButton } from "./button.tsx";
import { Icon, type IconName } from "./icon.tsx";
import "./toast.css";

export type ToastKind = "success" | "error" | "info";

export interface ToastOptions {
  readonly kind?: ToastKind;
  readonly action?: { readonly label: string; readonly onSelect: () => void };
  /** How long it stays; errors and toasts with an action stay longer. */
  readonly durationMs?: number;
}

interface Toast extends ToastOptions {
  readonly id: number;
  readonly message: string;
}

const [toasts, setToasts] = createSignal<readonly Toast[]>([]);
let lastId = 0;

/** Says what has happened, without asking for anything. Returns a function that takes it back. */
export function showToast(message: string, options: ToastOptions = {}): () => void {
  lastId += 1;
  const id = lastId;
  const dismiss = () => setToasts((list) => list.filter((toast) => toast.id !== id));
  setToasts((list) => [...list.slice(-2), { ...options, id, message }]);
  const patient = options.action !== undefined || options.kind === "error";
  setTimeout(dismiss, options.durationMs ?? (patient ? 10_000 : 4000));
  return dismiss;
}

const icons: Readonly<Record<ToastKind, IconName>> = {
  success: "circle-check",
  error: "circle-alert",
  info: "info",
};

/** Mount once per application. */
export function ToastRegion(props: { readonly closeLabel: string }) {
  return (
    <Portal>
      <div class="toast-region" role="status" aria-live="polite">
        <For each={toasts()}>
          {(toast) => (
            <div class={`toast toast-${toast.kind ?? "success"}`}>
              <Icon name={icons[toast.kind ?? "success"]} />
              <span class="toast-text">{toast.message}</span>
              <Show when={toast.action}>
                {(action) => (
                  <Button
                    small
                    variant="quiet"
                    onClick={() => {
                      setToasts((list) => list.filter((entry) => entry.id !== toast.id));
                      action().onSelect();
                    }}
                  >
                    {action().label}
                  </Button>
                )}
              </Show>
              <IconButton
                small
                icon="close"
                label={props.closeLabel}
                onClick={() => setToasts((list) => list.filter((entry) => entry.id !== toast.id))}
              />
            </div>
          )}
        </For>
      </div>
    </Portal>
  );
}
