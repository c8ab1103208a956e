/** The behaviour of a type-ahead: what keys, typing and leaving do. Knows no elements. */
import { createEffect, createSignal, on } from "solid-js";
import {
  type ComboboxFinding,
  type ComboboxOption,
  type ComboboxSearch,
  createComboboxSearch,
} from "./combobox-search.ts";

export interface ComboboxBehaviour {
  readonly search: ComboboxSearch;
  readonly open: () => boolean;
  /** What is being typed; `undefined` while the chosen label is shown. */
  readonly typed: () => string | undefined;
  readonly active: () => number;
  readonly setActive: (index: number) => void;
  readonly show: () => void;
  readonly close: () => void;
  readonly type: (text: string, pauseMs: number) => void;
  /** While an input method composes: shown, not searched. */
  readonly compose: (text: string) => void;
  readonly choose: (option: ComboboxOption) => void;
  /** Returns true when the key was used up. */
  readonly key: (event: KeyboardEvent) => boolean;
  /** The focus goes elsewhere; `left` is called once it is settled what was chosen. */
  readonly leave: (left?: () => void) => void;
}

export interface ComboboxBehaviourOptions {
  readonly find: (query: string, signal: AbortSignal) => Promise<readonly ComboboxOption[]>;
  readonly onChoose: (option: ComboboxOption) => void;
  /** What is chosen joins a list: the next is typed at once, whether or not the answer is there. */
  readonly adds?: () => boolean;
}

export function createCombobox(options: ComboboxBehaviourOptions): ComboboxBehaviour {
  const [open, setOpen] = createSignal(false);
  const [typed, setTyped] = createSignal<string>();
  const [active, setActive] = createSignal(0);
  const search = createComboboxSearch(options.find);
  // Enter or Tab came before the answer to what was typed: the first option is taken when it does.
  let awaited = false;
  let afterwards: (() => void) | undefined;

  const close = () => {
    awaited = false;
    const left = afterwards;
    afterwards = undefined;
    setOpen(false);
    setTyped(undefined);
    search.stop();
    left?.();
  };
  const choose = (option: ComboboxOption | undefined) => {
    if (option !== undefined) options.onChoose(option);
    close();
  };
  const query = () => typed() ?? "";
  const answered = () => answers(search.finding(), query());
  const take = () => {
    if (answered()) choose(search.options()[active()]);
    else if (options.adds?.()) {
      void chooseFirst(options, query());
      close();
    } else awaited = true;
  };
  createEffect(
    on(
      search.finding,
      (finding) => {
        if (finding.kind === "found") setActive(0);
        if (awaited && finding.kind === "failed") close();
        else if (awaited && answered()) choose(search.options()[0]);
      },
      { defer: true },
    ),
  );
  const show = () => {
    setOpen(true);
    search.search("");
  };
  const move = (step: number) => {
    const count = search.options().length;
    if (!open()) show();
    else if (count > 0) setActive((active() + step + count) % count);
    return true;
  };

  return {
    search,
    open,
    typed,
    active,
    setActive,
    show,
    close,
    choose,
    type: (text, pauseMs) => {
      setTyped(text);
      setOpen(true);
      search.search(text, pauseMs);
    },
    compose: (text) => setTyped(text),
    key: (event) =>
      comboboxKey(event.key, {
        move,
        take,
        close,
        open: open(),
        typed: query().trim() !== "",
        nothing: answered() && search.options().length === 0,
      }),
    leave: (left) => {
      afterwards = left ?? afterwards;
      if (awaited) setOpen(false);
      else close();
    },
  };
}

const answers = (finding: ComboboxFinding, query: string): boolean =>
  finding.kind === "found" && finding.query === query;

/** Takes the first that is found, whatever is typed meanwhile. */
async function chooseFirst(options: ComboboxBehaviourOptions, wanted: string): Promise<void> {
  const found = await options.find(wanted, new AbortController().signal).catch(() => []);
  if (found[0] !== undefined) options.onChoose(found[0]);
}

interface KeyContext {
  readonly move: (step: number) => boolean;
  readonly take: () => void;
  readonly close: () => void;
  readonly open: boolean;
  readonly typed: boolean;
  /** The search has ended and found nothing. */
  readonly nothing: boolean;
}

function comboboxKey(key: string, context: KeyContext): boolean {
  if (key === "ArrowDown") return context.move(1);
  if (key === "ArrowUp") return context.move(-1);
  if (!context.open) return false;
  if (key === "Enter") {
    if (context.nothing) return false;
    context.take();
    return true;
  }
  // Leaving takes the answer, too: fast entry without another key. The key itself goes on.
  if (key === "Tab" && context.typed) context.take();
  if (key !== "Escape") return false;
  context.close();
  return true;
}
