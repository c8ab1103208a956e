/** How many notices one has not read: asked for wherever one goes, and when one comes back. */
import type { NoticePage } from "../../metadata/workflow-wire.ts";
import { locale } from "../language/locale.ts";
import type { Application } from "./application.ts";
import { observeQuery } from "./observe-query.ts";

/** All that is kept of notices; each reading makes it out of date. */
export const noticesKey = ["notices"] as const;

/** @param place where one is: another one asks anew */
export function createUnreadCount(application: Application, place: () => string): () => number {
  const result = observeQuery<NoticePage>(application.queries, () => ({
    queryKey: [...noticesKey, "unread", locale(), place()],
    queryFn: ({ signal }) =>
      application.client.load<NoticePage>("/notifications", { unread: "true", limit: 1 }, signal),
    // A number of before is better than none.
    placeholderData: (previous) => previous,
  }));
  return () => result().data?.unread ?? 0;
}
