/** The way out: one SMTP server, from the settings. */

export interface Letter {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Transport {
  send(letter: Letter): Promise<void>;
  close(): void;
}

const patienceMilliseconds = 15_000;

/**
 * @param url `smtp://user:password@host:587`, `smtps://…`
 * @param from the sender's address, `Tenon <tenon@example.com>`
 */
export async function openTransport(url: string, from: string): Promise<Transport> {
  // Loaded on the first mail: a server without mail never needs it.
  const { createTransport } = await import("nodemailer");
  const transport = createTransport({
    url,
    connectionTimeout: patienceMilliseconds,
    greetingTimeout: patienceMilliseconds,
    socketTimeout: patienceMilliseconds,
  });
  return {
    send: async ({ to, headers, ...letter }) => {
      await transport.sendMail({
        ...letter,
        from,
        // As a value, never as a list to be parsed: a comma in it must not make two.
        to: { name: "", address: to },
        disableFileAccess: true,
        disableUrlAccess: true,
        // No answers of machines, please.
        headers: {
          ...headers,
          "Auto-Submitted": "auto-generated",
          "X-Auto-Response-Suppress": "All",
        },
      });
    },
    close: () => transport.close(),
  };
}

/** Whether the server said that it will never take this mail. */
export const isRefusedForGood = (error: unknown): boolean =>
  error instanceof Error &&
  "responseCode" in error &&
  typeof error.responseCode === "number" &&
  error.responseCode >= 500 &&
  // 535: it does not know us; that is for the operator to mend.
  error.responseCode !== 535;
