/**
 * The brake on guessing: whatever checks a secret is counted before it looks, so that parallel
 * guesses cannot beat the count. Each attempt writes its row, and only then counts; the n-th to
 * commit sees at least n.
 */
import { type Problem, problem } from "../../metadata/problem.ts";
import type { Executor } from "../db/database.ts";
import { newUuid } from "../db/uuid.ts";

export const windowMinutes = 15;
export const attemptsPerAccount = 10;
export const attemptsPerAddress = 100;
export const linksPerAddress = 10;

/** What is counted, and how many attempts of the window are let through. */
export interface Counted {
  readonly subject: string;
  readonly maximum: number;
}

/** Whoever asks for an account by its e-mail address; the database folds letters as it compares them. */
export const byEmail = (email: string): Counted => ({
  subject: `account:${email}`,
  maximum: attemptsPerAccount,
});

/** The second step of signing in, apart from passwords: who knows one must not reset the other. */
export const bySecondFactor = (accountId: string): Counted => ({
  subject: `second-factor:${accountId}`,
  maximum: attemptsPerAccount,
});

export const byAddress = (address: string): Counted => ({
  subject: `address:${address}`,
  maximum: attemptsPerAddress,
});

/** Links are 256 random bits: who tries many is guessing, or making work. */
export const linksByAddress = (address: string): Counted => ({
  subject: `links:${address}`,
  maximum: linksPerAddress,
});

export interface Admission {
  /** Null: let through. */
  readonly problem: Problem | null;
  /** Takes this attempt back: it was no guess. */
  forgive(): Promise<void>;
  /** Also takes back all earlier attempts on `subject`. */
  forgiveAll(subject: Counted): Promise<void>;
}

/** Counts an attempt on each subject, and refuses it where there were too many. */
export async function admit(executor: Executor, counted: readonly Counted[]): Promise<Admission> {
  const subjects = counted.map(({ subject }) => subject);
  const ids = counted.map(() => newUuid());
  const now = new Date();
  const since = new Date(now.getTime() - windowMinutes * 60_000);
  await executor.run({
    text: "insert into core.sign_in_attempt (id, subject, at) select id, lower(subject), $3 from unnest($1::uuid[], $2::text[]) as given (id, subject)",
    values: [ids, subjects, now],
  });
  await executor.run({ text: "delete from core.sign_in_attempt where at <= $1", values: [since] });
  const { rows } = await executor.run({
    text: `select (select count(*) from core.sign_in_attempt as a where a.subject = lower(given.subject) and a.at > $2)
      from unnest($1::text[]) with ordinality as given (subject, place) order by place`,
    values: [subjects, since],
  });
  const tooMany = counted.some(({ maximum }, index) => Number(rows[index]?.[0]) > maximum);
  return {
    problem: tooMany ? problem("too_many_attempts", "", { seconds: windowMinutes * 60 }) : null,
    forgive: async () => {
      await executor.run({
        text: "delete from core.sign_in_attempt where id = any($1)",
        values: [ids],
      });
    },
    forgiveAll: async ({ subject }) => {
      await executor.run({
        text: "delete from core.sign_in_attempt where subject = lower($1) or id = any($2)",
        values: [subject, ids],
      });
    },
  };
}
