/** Whether the window, or the part of it a preview shows, is as narrow as a phone's. */
import { createContext, createSignal, useContext } from "solid-js";

const query = window.matchMedia("(max-width: 640px)");
const [narrow, setNarrow] = createSignal(query.matches);
query.addEventListener("change", () => setNarrow(query.matches));

export { narrow };

/** A preview inside a wider window gives its own answer. */
export const NarrowContext = createContext<() => boolean>(narrow);

export const useNarrow = (): (() => boolean) => useContext(NarrowContext);
