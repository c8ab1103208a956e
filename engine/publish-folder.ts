/** Publishing an app's folder into a workspace, seeds of new objects included. */

import { administratorRights } from "./access/rights.ts";
import type { AppFolder } from "./app-folder.ts";
import { type Actor, commandLineActor } from "./audit/record-act.ts";
import type { Catalog } from "./catalog/catalog.ts";
import { clockAt } from "./clock.ts";
import type { Executor } from "./db/database.ts";
import { newUuid } from "./db/uuid.ts";
import { loadSeeds } from "./import/seed.ts";
import type { Answers } from "./publish/fills.ts";
import { proposeFolder } from "./publish/folder-proposal.ts";
import type { Plan } from "./publish/plan.ts";
import { type Publishing, planProposal, publish, tryTests } from "./publish/publishing.ts";

export interface FolderPublication {
  readonly folder: AppFolder;
  readonly answers: Answers;
  readonly message: string;
  readonly author: string;
  readonly timeZone: string;
  /** The command line, unless told. */
  readonly actor?: Actor;
}

export const planFolder = (
  executor: Executor,
  catalog: Catalog,
  publication: FolderPublication,
): Promise<Plan> =>
  planProposal(
    executor,
    catalog,
    proposeFolder(catalog, publication.folder.documents, publication.folder.app),
    publication.answers,
    clockAt(new Date(), publication.timeZone),
  );

/** Plans and publishes; seed records are loaded in the same transaction. */
export async function publishFolder(
  publishing: Publishing,
  catalog: Catalog,
  publication: FolderPublication,
) {
  const { folder } = publication;
  return publish(publishing, catalog, proposeFolder(catalog, folder.documents, folder.app), {
    answers: publication.answers,
    message: publication.message,
    author: publication.author,
    actor: publication.actor ?? commandLineActor(catalog.workspaceId),
    ...withSeeds(publishing, publication),
  });
}

/** The tests of the folder's scripts, on what publishing it would make of the workspace. */
export const testFolder = (publishing: Publishing, plan: Plan, publication: FolderPublication) =>
  tryTests(publishing, plan, withSeeds(publishing, publication));

function withSeeds({ secrets }: Publishing, { folder, timeZone }: FolderPublication) {
  const clock = clockAt(new Date(), timeZone);
  const also = async (executor: Executor, plan: Plan) => {
    const created = plan.items.flatMap(({ change }) =>
      change.kind === "object_added" ? [change.object] : [],
    );
    const writer = {
      executor,
      catalog: plan.next,
      rights: administratorRights,
      clock,
      actor: null,
      cause: "seed",
      causality: newUuid(),
      secrets,
    };
    await loadSeeds(writer, created, folder.seeds);
  };
  return { clock, also };
}
