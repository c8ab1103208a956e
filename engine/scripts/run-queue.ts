/** Runs that wait for a runner: workspaces take turns, and those in a hurry come first. */

interface Waiting<Item> {
  readonly workspace: string;
  readonly item: Item;
}

export class RunQueue<Item> {
  /** Of each workspace its own line; the workspace whose turn is next stands first. */
  readonly #lines = { hurried: new Map<string, Item[]>(), background: new Map<string, Item[]>() };
  #size = 0;

  get size(): number {
    return this.#size;
  }

  add(workspace: string, background: boolean, item: Item): void {
    const lines = this.#lines[background ? "background" : "hurried"];
    const line = lines.get(workspace);
    if (line === undefined) lines.set(workspace, [item]);
    else line.push(item);
    this.#size++;
  }

  /** Takes out the next one that may begin; null when there is none. */
  take(mayBegin: (workspace: string, background: boolean) => boolean): Item | null {
    for (const kind of ["hurried", "background"] as const) {
      const found = this.#takeFrom(this.#lines[kind], (name) => mayBegin(name, kind !== "hurried"));
      if (found !== null) return found.item;
    }
    return null;
  }

  #takeFrom(
    lines: Map<string, Item[]>,
    mayBegin: (workspace: string) => boolean,
  ): Waiting<Item> | null {
    for (const [workspace, line] of lines) {
      if (!mayBegin(workspace)) continue;
      const [item] = line.splice(0, 1);
      // Behind all others, if anything is left.
      lines.delete(workspace);
      if (line.length > 0) lines.set(workspace, line);
      if (item === undefined) continue;
      this.#size--;
      return { workspace, item };
    }
    return null;
  }

  /** False when it is there no more. */
  remove(workspace: string, background: boolean, item: Item): boolean {
    const lines = this.#lines[background ? "background" : "hurried"];
    const line = lines.get(workspace) ?? [];
    const index = line.indexOf(item);
    if (index < 0) return false;
    line.splice(index, 1);
    if (line.length === 0) lines.delete(workspace);
    this.#size--;
    return true;
  }
}
