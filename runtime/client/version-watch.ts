/**
 * Notices a publish: every answer carries the version, and while the page is visible a cheap
 * request asks for it, so that an open list or form follows within seconds.
 */
import { createSignal } from "solid-js";
import type { PublishedVersion } from "../../metadata/wire.ts";
import type { Client } from "./client.ts";

export interface VersionWatch {
  /** The highest version seen; 0 before the first answer. */
  readonly version: () => number;
  readonly notice: (version: number) => void;
  /** Begins asking; returns how to stop. */
  readonly start: (client: Client, intervalMs?: number) => () => void;
}

/** One watch per application; give `notice` to the client's `onVersion`. */
export function createVersionWatch(): VersionWatch {
  const [version, setVersion] = createSignal(0);
  const notice = (next: number) => {
    if (next > version()) setVersion(next);
  };
  const start = (client: Client, intervalMs = 3000) => {
    const ask = () => {
      if (document.visibilityState !== "visible") return;
      // The client reports the header's version itself; the body is for servers behind proxies.
      void client.request<PublishedVersion>("GET", "/metadata/version").then((answer) => {
        if (answer.ok) notice(answer.body.version);
      });
    };
    const timer = setInterval(ask, intervalMs);
    window.addEventListener("focus", ask);
    document.addEventListener("visibilitychange", ask);
    return () => {
      clearInterval(timer);
      window.removeEventListener("focus", ask);
      document.removeEventListener("visibilitychange", ask);
    };
  };
  return { version, notice, start };
}
