/** How runs, their places and what happened in them are told. */
import {
  type RunEntry,
  type RunEvent,
  type RunPlace,
  type RunProblem,
  type RunStatus,
  runEvents,
} from "../../metadata/workflow-wire.ts";
import { triggerEvents } from "../../metadata/workflows/workflow.ts";
import { dayAndTime } from "../../runtime/language/when.ts";
import type { IconName } from "../../runtime/ui/icon.tsx";
import { runText } from "../language/runs/messages.ts";
import type { OutcomeLook } from "../pages/plain-facts.tsx";

interface Look {
  readonly look: OutcomeLook;
  readonly icon: IconName;
}

export const statusLooks: Readonly<Record<RunStatus, Look>> = {
  running: { look: "quiet", icon: "refresh" },
  waiting: { look: "waiting", icon: "hourglass" },
  failed: { look: "bad", icon: "circle-alert" },
  done: { look: "good", icon: "circle-check" },
  cancelled: { look: "quiet", icon: "no-access" },
  undone: { look: "quiet", icon: "undo" },
};

export const eventLooks: Readonly<Record<RunEvent, Look>> = {
  done: { look: "good", icon: "circle-check" },
  failed: { look: "bad", icon: "circle-alert" },
  retrying: { look: "waiting", icon: "refresh" },
  waiting: { look: "waiting", icon: "hourglass" },
  skipped: { look: "quiet", icon: "arrow-right" },
  retried: { look: "quiet", icon: "refresh" },
  cancelled: { look: "quiet", icon: "no-access" },
  migrated: { look: "quiet", icon: "history" },
  undoing: { look: "quiet", icon: "undo" },
};

/** What happened, as one of the words that are known here. */
export const knownEvent = (event: string): RunEvent | undefined =>
  runEvents.find((known) => known === event);

export const happened = (event: string): string => {
  const known = knownEvent(event);
  return known === undefined ? event : runText(`happened_${known}`);
};

/** What began a run. */
export function begunBy({ event }: RunEntry): string {
  const known = triggerEvents.find((each) => each === event);
  return known === undefined ? event : runText(`event_${known}`);
}

/** What a place waits for. @param record what the record is called that it may wait for */
export function waitSentence(place: RunPlace, record: string): string {
  if (place.status === "failed") return runText("place_failed");
  const until = place.until === null ? "" : dayAndTime(place.until);
  switch (place.waits_for) {
    case null:
      return runText("waits_turn");
    case "time":
      return runText("waits_time", { until });
    case "record":
      return runText(until === "" ? "waits_record" : "waits_record_until", {
        record,
        event: place.event ?? "",
        until,
      });
    case "person": {
      const names = (place.people ?? []).map(({ name }) => name || runText("somebody")).join(", ");
      if (names === "") return runText("waits_person");
      return runText(until === "" ? "waits_people" : "waits_people_until", { names, until });
    }
    case "retry":
      return runText("waits_retry", { until });
    default:
      return runText(`waits_${place.waits_for}`);
  }
}

/** The sentence of a problem, or its code where its words are not for everybody. */
export const problemWords = ({ message, code }: RunProblem): string => message || code;

/** Places that somebody can get going again. */
export const isStuck = ({ status, waits_for }: RunPlace): boolean =>
  status === "failed" || waits_for === "retry";
