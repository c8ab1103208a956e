/** Sends the bytes of a file. An old interface of browsers, because only it tells the progress. */

export interface UploadOptions {
  readonly signal: AbortSignal;
  /** From 0 to 1. */
  readonly onProgress: (part: number) => void;
}

export interface SentBytes {
  /** 0: no answer. */
  readonly status: number;
  readonly text: string;
  readonly version: number;
}

/** Resolves whatever the answer is; also when the upload was called off, with status 0. */
export function sendBytes(
  address: string,
  file: File,
  headers: Readonly<Record<string, string>>,
  { signal, onProgress }: UploadOptions,
): Promise<SentBytes> {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    request.open("POST", address);
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
    request.setRequestHeader("Tenon-File-Name", encodeURIComponent(file.name));
    // What the browser believes it is may be the type of a form, which is refused.
    request.setRequestHeader("Content-Type", "application/octet-stream");
    request.upload.addEventListener("progress", ({ loaded, total }) => {
      if (total > 0) onProgress(loaded / total);
    });
    request.addEventListener("loadend", () =>
      resolve({
        status: request.status,
        text: request.responseText,
        version: Number(request.getResponseHeader("Tenon-Version")),
      }),
    );
    signal.addEventListener("abort", () => request.abort(), { once: true });
    request.send(file);
  });
}
