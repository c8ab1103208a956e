export const en = {
  forms: "Forms",
  none: "There is no form to fill in.",
  none_text: "Forms stand here as soon as somebody gives you one to fill in.",
  missing: "There is no such form.",
  missing_text: "It may have been taken away, or the address is not complete.",
  send: "Send",
  sent: "Sent",
  sent_text: "Thank you. What you have sent has arrived.",
  another: "Fill in another one",
  what_happens: "What happens with it",
  running: "It is being worked on.",
  waits_people: "{step}: waits for {names}.",
  waits_people_until: "{step}: waits for {names}, until {until}.",
  waits_somebody: "{step}: waits for somebody.",
  waits_until: "{step}: goes on {until}.",
  waits: "{step}: waits.",
  failed: "{step}: something went wrong. Somebody has to look at it; you need not send it again.",
  over: "All is done.",
  cancelled: "It was cancelled.",
  undone: "It did not go well; what was done has been undone.",
} as const;

export type StartMessageKey = keyof typeof en;
