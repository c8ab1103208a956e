/** What a screen does not need to be drawn is loaded after it. */
import { getOwner, onCleanup, runWithOwner } from "solid-js";

/** Runs `use` with the module as if here and now, unless what is around it has gone meanwhile. */
export function whenLoaded<Module>(
  load: () => Promise<Module>,
  use: (module: Module) => void,
): void {
  const owner = getOwner();
  let gone = false;
  onCleanup(() => {
    gone = true;
  });
  // Without it the screen works as before; the next one tries again.
  void load().then(
    (module) => void (gone || runWithOwner(owner, () => use(module))),
    () => undefined,
  );
}
