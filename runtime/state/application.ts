/** What every screen may use; given by context, made once per page. */
import { QueryClient } from "@tanstack/solid-query";
import { createContext, createEffect, onCleanup, useContext } from "solid-js";
import { type Client, createClient, problemOf } from "../client/client.ts";
import { createVersionWatch } from "../client/version-watch.ts";
import { type CatalogStore, createCatalogStore } from "./catalog-store.ts";
import { createRecordTitles, type RecordTitles } from "./record-titles.ts";
import { createRelatedRecords, type RelatedRecords } from "./related-records.ts";
import { createSession, type Session } from "./session.ts";

export interface Application {
  readonly workspace: string;
  readonly client: Client;
  readonly session: Session;
  readonly catalog: CatalogStore;
  readonly queries: QueryClient;
  readonly titles: RecordTitles;
  readonly related: RelatedRecords;
}

export const ApplicationContext = createContext<Application>();

export function useApplication(): Application {
  const application = useContext(ApplicationContext);
  if (application === undefined) throw new Error("No application above this component.");
  return application;
}

/** Connects client, session, catalog and queries of one workspace. Call inside a root. */
export function createApplication(workspace: string): Application {
  const watch = createVersionWatch();
  const client: Client = createClient(workspace, {
    onVersion: watch.notice,
    onSignedOut: () => void session.doubt(),
  });
  const session: Session = createSession(() => client);
  const catalog = createCatalogStore(client, watch.version);
  const queries = new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 10_000,
        refetchOnWindowFocus: true,
        // Only an unreachable or overloaded server is worth another try.
        retry: (count, error) => {
          const { status } = problemOf(error);
          return count < 2 && (status === 0 || status >= 500);
        },
      },
    },
  });
  createEffect<"before" | "signed_in" | "after">((previous) => {
    const state = session.state();
    if (state.kind !== "signed_in" || state.who.second_factor_needed)
      return previous === "signed_in" ? "after" : previous;
    catalog.reload();
    if (previous === "after") void queries.invalidateQueries();
    onCleanup(watch.start(client));
    return "signed_in";
  }, "before");
  const titles = createRecordTitles(client, catalog);
  const related = createRelatedRecords(client);
  return { workspace, client, session, catalog, queries, titles, related };
}
