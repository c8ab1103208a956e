/**
 * When a page waits for nothing any more. Playwright's own `networkidle` never comes while a stream
 * of changes is open.
 */
import type { Page, Request } from "playwright-core";

const quietMilliseconds = 500;
const open = new WeakMap<Page, Set<Request>>();

const isCounted = (request: Request): boolean =>
  !new URL(request.url()).pathname.endsWith("/api/changes");

/** Call when the page is made: requests are counted from then on. */
export function countRequests(page: Page): void {
  const requests = new Set<Request>();
  open.set(page, requests);
  page.on("request", (request) => {
    if (isCounted(request)) requests.add(request);
  });
  page.on("requestfinished", (request) => requests.delete(request));
  page.on("requestfailed", (request) => requests.delete(request));
}

/** Resolves when no request has been open for half a second. */
export async function quietPage(page: Page): Promise<void> {
  const requests = open.get(page);
  if (requests === undefined) throw new Error("The requests of this page are not counted");
  const another = () =>
    page
      .waitForEvent("request", { predicate: isCounted, timeout: quietMilliseconds })
      .then(() => true)
      .catch(() => false);
  do {
    while (requests.size > 0) await oneEnds(page);
  } while (await another());
}

const oneEnds = (page: Page): Promise<void> =>
  new Promise((resolve) => {
    const ended = (): void => {
      page.off("requestfinished", ended);
      page.off("requestfailed", ended);
      resolve();
    };
    page.on("requestfinished", ended);
    page.on("requestfailed", ended);
  });
