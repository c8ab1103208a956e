/** One receiver: what he follows, what he has been told, and what he is told of new rows. */
import type { ObjectModel } from "../../metadata/model/object-model.ts";
import type { ChangesEnd, ChangesReady, RecordChange } from "../../metadata/wire.ts";
import type { Reader } from "../query/read-records.ts";
import { idsWithin } from "../records/within-reach.ts";
import type { Secrets } from "../secrets/sealed-text.ts";
import {
  type ChangedRecord,
  changedRecords,
  type HistoryRow,
  makeKnownRecords,
  toldChanges,
} from "./changed-records.ts";
import { eventText, heartBeatText, positionText } from "./event-text.ts";
import { type Receiver, type Snapshot, writePosition } from "./position.ts";
import type { EventStream } from "./stream.ts";

export interface NamedRecord {
  readonly object: ObjectModel;
  readonly id: string;
}

export interface AskedChanges {
  readonly receiver: Receiver;
  /** What the receiver may read at this moment. */
  readonly reader: () => Reader;
  readonly objects: readonly ObjectModel[];
  /** Records that the receiver has on his screen: he is told when they are gone. */
  readonly records: readonly NamedRecord[];
  readonly lastEventId: string | null;
  /** Asks anew whether he may still receive; why not, or null. */
  readonly endReason: () => Promise<ChangesEnd["code"] | null>;
  /** Closes his connection. */
  readonly disconnect: () => void;
}

export interface Subscription {
  readonly asked: AskedChanges;
  readonly open: () => boolean;
  /** Whether the look that is under way has more to tell. */
  readonly listens: () => boolean;
  greet(): void;
  /** Tells which of the named records are not within reach. */
  compareNamed(): Promise<void>;
  /** A page of rows; the pages until `settle` are one look at the history. */
  tell(rows: readonly HistoryRow[]): Promise<void>;
  /** Everything until the snapshot has been told. */
  settle(snapshot: Snapshot): void;
  /** Says that what came before is not known any more. */
  reset(): void;
  end(code: ChangesEnd["code"]): void;
}

/** Records that are told one by one of one look; beyond, receivers read again. */
export const toldMaximum = 1000;
/** Records that a receiver is remembered to know. */
export const knownMaximum = 10_000;
const beatMilliseconds = 15_000;

export function makeSubscription(
  asked: AskedChanges,
  stream: EventStream,
  secrets: Secrets,
): Subscription {
  const { receiver, objects } = asked;
  const { rights } = asked.reader();
  const byId = new Map(objects.map((model) => [model.id, model]));
  const known = makeKnownRecords(knownMaximum);
  const readsAll = (model: ObjectModel): boolean => rights.reach(model, "read") === null;
  const names = objects.map(({ name }) => name);
  let settledAt = 0;
  /** Of the look that is under way; null when nothing more of it is told. */
  let told: number | null = 0;

  const send = (event: RecordChange): void => stream.send(eventText("change", event));
  const reset = (): void => stream.send(eventText("reset", { objects: names }));

  const tellOf = async (model: ObjectModel, changes: readonly ChangedRecord[]): Promise<void> => {
    const ids = changes.map(({ id }) => id);
    const within = readsAll(model) ? null : await idsWithin(asked.reader(), model, ids, "read");
    const events = toldChanges(model.name, changes, within, known);
    if (told === null) return;
    told += events.length;
    if (told <= toldMaximum) return events.forEach(send);
    told = null;
    reset();
  };

  return {
    asked,
    open: stream.open,
    listens: () => told !== null && stream.open(),
    greet: () => {
      const whole = objects.filter(readsAll).map(({ name }) => name);
      stream.send(eventText("ready", { objects: names, whole } satisfies ChangesReady));
    },
    compareNamed: async () => {
      for (const model of objects) {
        const ids = asked.records.flatMap(({ object, id }) => (object === model ? [id] : []));
        if (ids.length === 0) continue;
        const within = await idsWithin(asked.reader(), model, ids, "read");
        for (const id of ids) {
          if (within.has(id)) known.add(id);
          else send({ object: model.name, id, kind: "gone" });
        }
      }
    },
    tell: async (rows) => {
      for (const [object, changes] of changedRecords(rows)) {
        const model = byId.get(object);
        if (model !== undefined && told !== null && stream.open()) await tellOf(model, changes);
      }
    },
    settle: (snapshot) => {
      const now = Date.now();
      const isQuiet = told === 0;
      told = 0;
      if (isQuiet && now - settledAt < beatMilliseconds) return;
      settledAt = now;
      const position = writePosition(secrets, receiver, snapshot, now);
      stream.send((isQuiet ? heartBeatText : "") + positionText(position));
    },
    reset,
    end: (code) => stream.end(eventText("end", { code } satisfies ChangesEnd)),
  };
}
