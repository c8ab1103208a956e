/** What one run is given, beside its input. */

export interface RunSettings {
  /** Milliseconds since 1970. */
  readonly at: number;
  /** `2026-01-31` */
  readonly today: string;
  /** 32 bytes in hexadecimal digits. */
  readonly key: string;
  readonly exportName: string;
  /** JSON text. */
  readonly input: string;
  /** JSON text. */
  readonly user: string;
  readonly resultMaximum: number;
  readonly argumentMaximum: number;
  readonly logLines: number;
  readonly logLineMaximum: number;
}

let current: RunSettings | null = null;

/** The settings of the run; before it begins there are none. */
export function runSettings(): RunSettings {
  if (current === null) throw new Error("No run has begun");
  return current;
}

export function setRunSettings(settings: RunSettings): void {
  current = settings;
}
