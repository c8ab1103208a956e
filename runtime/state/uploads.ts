/** Files on their way to the server: how far they are, what stopped them, how to call them off. */
import { type Accessor, createSignal, onCleanup } from "solid-js";
import { pictureTypes } from "../../metadata/fields/values/file-types.ts";
import type { FileValue } from "../../metadata/fields/values/file-value.ts";
import type { Client } from "../client/client.ts";
import { text } from "../language/messages.ts";

export interface Upload {
  readonly name: string;
  /** From 0 to 1. */
  readonly progress: Accessor<number>;
  /** Why it did not arrive. */
  readonly failure: Accessor<string | undefined>;
  /** Calls it off, or clears away that it failed. */
  readonly drop: () => void;
}

export interface Uploads {
  readonly list: Accessor<readonly Upload[]>;
  /** `refusal`: what the field has against a file before it is sent. */
  readonly add: (files: readonly File[], refusal: (file: File) => string | undefined) => void;
}

/** Work that a save waits for. */
const underWay = new Set<Promise<boolean>>();

/** Resolves when no file is on its way: true when all that were have arrived. */
export async function uploadsArrived(): Promise<boolean> {
  const arrived = await Promise.all(underWay);
  return arrived.every(Boolean);
}

const pictures = new Map<string, string>();

/** The address of a picture that this page has uploaded, before any record holds it. */
export const localPicture = (id: string): string | undefined => pictures.get(id);

/** `arrived` gets each file when it is there. Call inside a component. */
export function createUploads(client: Client, arrived: (file: FileValue) => void): Uploads {
  const [list, setList] = createSignal<readonly Upload[]>([]);
  const running = new Set<AbortController>();
  onCleanup(() => {
    for (const each of running) each.abort();
  });
  const start = (file: File, refusal: string | undefined) => {
    const [progress, setProgress] = createSignal(0);
    const [failure, setFailure] = createSignal(refusal);
    const controller = new AbortController();
    const upload: Upload = {
      name: file.name,
      progress,
      failure,
      drop: () => {
        controller.abort();
        setList((all) => all.filter((each) => each !== upload));
      },
    };
    setList((all) => [...all, upload]);
    if (refusal !== undefined) return;
    running.add(controller);
    const send = async () => {
      const { signal } = controller;
      const answer = await client.upload(file, { signal, onProgress: setProgress });
      running.delete(controller);
      if (signal.aborted) return true;
      if (!answer.ok) {
        const { status, errors, detail } = answer.problem;
        const sentence = status === 0 ? "" : errors[0]?.message || detail;
        setFailure(sentence || text(status === 0 ? "problem_offline" : "problem_unavailable"));
        return false;
      }
      const { id, name, type, size } = answer.body;
      if (pictureTypes.includes(type ?? "")) pictures.set(id, URL.createObjectURL(file));
      upload.drop();
      arrived({
        id,
        ...(name && { name }),
        ...(type && { type }),
        ...(size !== undefined && { size }),
      });
      return true;
    };
    const work = send().finally(() => underWay.delete(work));
    underWay.add(work);
  };
  return {
    list,
    add: (files, refusal) => {
      for (const file of files) start(file, refusal(file));
    },
  };
}
