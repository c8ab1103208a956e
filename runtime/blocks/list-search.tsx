import { createEffect, createSignal, on, onCleanup, Show } from "solid-js";
import type { FieldModel } from "../../metadata/model/object-model.ts";
import { inSentence } from "../language/in-sentence.ts";
import { text } from "../language/messages.ts";
import { Icon } from "../ui/icon.tsx";
import { TextInput } from "../ui/text-input.tsx";

const typingPauseMs = 220;

/** The quick search over the title; waits for a pause, and for an input method to finish. */
export function ListSearch(props: {
  readonly field: FieldModel;
  readonly value: string;
  readonly onChange: (search: string) => void;
}) {
  const [typed, setTyped] = createSignal(props.value);
  let timer: ReturnType<typeof setTimeout> | undefined;
  onCleanup(() => clearTimeout(timer));
  createEffect(on(() => props.value, setTyped, { defer: true }));
  const send = (value: string, pauseMs: number) => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      if (value !== props.value) props.onChange(value);
    }, pauseMs);
  };
  const clear = () => {
    setTyped("");
    send("", 0);
  };
  return (
    <div class="list-search">
      <TextInput
        type="search"
        enterkeyhint="search"
        aria-label={text("list_search", { field: inSentence(props.field.title) })}
        placeholder={text("list_search", { field: inSentence(props.field.title) })}
        value={typed()}
        before={<Icon name="search" />}
        after={
          <Show when={typed() !== ""}>
            <button
              type="button"
              class="inline-button"
              aria-label={text("list_clear_search")}
              onClick={clear}
            >
              <Icon name="close" size={12} />
            </button>
          </Show>
        }
        onInput={(value, event) => {
          setTyped(value);
          if (!event.isComposing) send(value, typingPauseMs);
        }}
        onCompositionEnd={(event) => {
          setTyped(event.currentTarget.value);
          send(event.currentTarget.value, 0);
        }}
        onKeyDown={(event) => {
          if (event.isComposing) return;
          if (event.key === "Enter") send(typed(), 0);
          if (event.key === "Escape" && typed() !== "") {
            event.stopPropagation();
            clear();
          }
        }}
      />
    </div>
  );
}
