import type { DeliveryEntry, DeliveryStatus } from "../../metadata/workflow-wire.ts";
import type { IconName } from "../../runtime/ui/icon.tsx";
import { deliveryText } from "../language/deliveries/messages.ts";
import { type OutcomeLook, OutcomeWord } from "../pages/plain-facts.tsx";
import type { DeliveriesStore } from "./deliveries-api.ts";

const looks: Readonly<
  Record<DeliveryStatus, { readonly look: OutcomeLook; readonly icon: IconName }>
> = {
  waiting: { look: "waiting", icon: "hourglass" },
  paused: { look: "quiet", icon: "minus" },
  done: { look: "good", icon: "circle-check" },
  failed: { look: "bad", icon: "circle-alert" },
  handed_over: { look: "quiet", icon: "mail" },
};

/** How a delivery stands. */
export function Status(props: { readonly status: DeliveryStatus }) {
  return (
    <OutcomeWord {...looks[props.status]}>{deliveryText(`status_${props.status}`)}</OutcomeWord>
  );
}

/** Where there was no answer, why; else its code. */
export function answerWords({ response_code, response_excerpt }: DeliveryEntry): string {
  if (response_code !== null) return String(response_code);
  if (response_excerpt === "address_refused" || response_excerpt === "address")
    return deliveryText(response_excerpt);
  return response_excerpt === null ? "" : deliveryText("no_answer");
}

/** The name of an endpoint; of a mail that of the person. */
export const targetWords = (
  { kind, target }: DeliveryEntry,
  { people }: Pick<DeliveriesStore, "people">,
): string => (kind === "mail" ? (people.nameOf(target) ?? target.slice(-8)) : target);
