/** Whether the window is as narrow as a phone's. */
import { createSignal } from "solid-js";

const query = window.matchMedia("(max-width: 640px)");
const [narrow, setNarrow] = createSignal(query.matches);
query.addEventListener("change", () => setNarrow(query.matches));

export { narrow };
