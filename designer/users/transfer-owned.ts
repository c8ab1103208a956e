/** Gives everything that belongs to somebody to somebody else, object by object. */
import type { TransferAnswer } from "../../metadata/access/wire.ts";
import type { ProblemJson, PublishedMetadata } from "../../metadata/wire.ts";
import type { Client } from "../../runtime/client/client.ts";

export interface TransferProgress {
  /** Objects that are done, of all whose records the caller may give away. */
  readonly done: number;
  readonly all: number;
  /** Records that have the new owner. */
  readonly moved: number;
  /** Titles of objects whose records stay, with why. */
  readonly refused: readonly { readonly title: string; readonly problem: ProblemJson }[];
}

/**
 * A request for each object, and as many more as it takes where somebody has thousands.
 * @returns what came of it; the problem that let nothing begin
 */
export async function transferOwned(
  client: Client,
  from: string,
  owner: string,
  onProgress: (progress: TransferProgress) => void,
): Promise<TransferProgress | ProblemJson> {
  const known = await client.request<PublishedMetadata>("GET", "/metadata", {
    query: { objects: "" },
  });
  if (!known.ok) return known.problem;
  const objects = known.body.index.filter(({ may }) => may.includes("transfer"));
  let progress: TransferProgress = { done: 0, all: objects.length, moved: 0, refused: [] };
  for (const { name, title } of objects) {
    onProgress(progress);
    let more = true;
    while (more) {
      const body = { from, owner };
      const answer = await client.request<TransferAnswer>("POST", `/records/${name}/owner`, {
        body,
      });
      const moved = progress.moved + (answer.ok ? answer.body.data.length : 0);
      progress = { ...progress, moved };
      if (!answer.ok) {
        const refused = [...progress.refused, { title, problem: answer.problem }];
        progress = { ...progress, refused };
      }
      more = answer.ok && answer.body.more;
      onProgress(progress);
    }
    progress = { ...progress, done: progress.done + 1 };
  }
  onProgress(progress);
  return progress;
}
