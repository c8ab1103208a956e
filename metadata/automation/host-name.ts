/** Hosts that a script may call. Whether their addresses may be called is found out by each call. */

/** A DNS name of at least two labels, in ASCII and small; `*.` before it for every host below. */
export const isHostPattern = (text: string): boolean =>
  text.length <= 253 && hostPattern.test(text) && !/^[\d.]+$/.test(text);

const label = "[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?";
const hostPattern = new RegExp(
  `^(?:\\*\\.)?${label}(?:\\.${label})*\\.[a-z](?:[a-z0-9-]{0,61}[a-z0-9])$`,
);

/** Whether one of the patterns names the host; `*.example.com` does not stand for `example.com`. */
export const namesHost = (patterns: readonly string[], host: string): boolean =>
  patterns.some((pattern) =>
    pattern.startsWith("*.") ? host.endsWith(pattern.slice(1)) : host === pattern,
  );
