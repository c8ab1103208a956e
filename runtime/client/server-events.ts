/** Server-sent events out of the text of a stream. Pure. */

export interface ServerEvent {
  /** Empty for a block that only says where the stream has come to. */
  readonly name: string;
  readonly data: string;
  readonly id: string | undefined;
}

/** The events that are complete in `text`, and what is left of it. */
export function readEvents(text: string): {
  readonly events: readonly ServerEvent[];
  readonly rest: string;
} {
  const blocks = text.split("\n\n");
  const rest = blocks.pop() ?? "";
  return { events: blocks.map(readEvent), rest };
}

function readEvent(block: string): ServerEvent {
  const value = (field: string): string | undefined =>
    block
      .split("\n")
      .find((line) => line.startsWith(`${field}: `))
      ?.slice(field.length + 2);
  return { name: value("event") ?? "", data: value("data") ?? "", id: value("id") };
}
