/** One open answer that events are written into, bounded in what waits for its receiver. */

export interface EventStream {
  readonly body: ReadableStream<Uint8Array>;
  /** False from the moment it ended, whoever ended it. */
  readonly open: () => boolean;
  send(text: string): void;
  /** Sends the last text and closes. */
  end(text: string): void;
}

/** Bytes that may wait for a receiver who reads more slowly than events come. */
export const waitingMaximum = 262_144;

const encoder = new TextEncoder();

/**
 * `disconnect` closes the connection of a receiver who does not keep up; `onEnd` is called once,
 * when the stream has ended.
 */
export function openStream(disconnect: () => void, onEnd: () => void): EventStream {
  let controller: ReadableStreamDefaultController<Uint8Array> | null = null;
  const ended = (): void => {
    if (controller === null) return;
    controller = null;
    onEnd();
  };
  const body = new ReadableStream<Uint8Array>(
    {
      start: (given) => {
        controller = given;
      },
      cancel: ended,
    },
    new ByteLengthQueuingStrategy({ highWaterMark: waitingMaximum }),
  );
  return {
    body,
    open: () => controller !== null,
    send: (text) => {
      if (controller === null) return;
      controller.enqueue(encoder.encode(text));
      if ((controller.desiredSize ?? 0) >= 0) return;
      ended();
      disconnect();
    },
    end: (text) => {
      const last = controller;
      if (last === null) return;
      ended();
      last.enqueue(encoder.encode(text));
      last.close();
    },
  };
}
