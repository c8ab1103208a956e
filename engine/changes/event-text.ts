/** Server-sent events as text: https://html.spec.whatwg.org/multipage/server-sent-events.html */

export const eventText = (name: string, data: unknown): string =>
  `event: ${name}\ndata: ${JSON.stringify(data)}\n\n`;

/** Where the stream has come to: no event, but what `Last-Event-ID` says after it. */
export const positionText = (position: string): string => `id: ${position}\n\n`;

/** Keeps proxies from closing a stream on which nothing happens. */
export const heartBeatText = ": \n";
