/** The page or the form of one record follows the changes of others. */
import { createEffect, on, onCleanup } from "solid-js";
import { openChangeStream } from "../client/change-stream.ts";
import type { Application } from "./application.ts";

/** `revision` is null when nothing is known but that it may have changed. */
export interface RecordListener {
  readonly onChanged: (revision: number | null) => void;
  /** Deleted, or no longer open to this person. */
  readonly onGone: () => void;
}

/** Call where the record is drawn; ends with it. */
export function followRecord(
  application: Application,
  object: () => string,
  id: () => string,
  listener: RecordListener,
): void {
  createEffect(
    on(
      () => (application.session.state().kind === "signed_in" ? `${object()}/${id()}` : undefined),
      (record) => {
        if (record === undefined) return;
        const [name = "", wanted] = record.split("/");
        const stream = openChangeStream(
          application.client,
          () => ({ objects: [name], records: [record] }),
          {
            onChange: (change) => {
              if (change.id !== wanted) return;
              if (change.kind === "gone" || change.kind === "deleted") listener.onGone();
              else listener.onChanged(change.revision);
            },
            onUnknown: () => listener.onChanged(null),
            onSignedOut: application.session.doubt,
          },
        );
        onCleanup(stream.stop);
      },
    ),
  );
}
