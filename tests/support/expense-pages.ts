/** A server with expenses to approve, the people who do it, and a page on which one of them works. */
import type { Browser, Page } from "playwright-core";
import { expect } from "vitest";
import { openPage, type PageOptions, type WatchedPage } from "./browser.ts";
import { expensesToApprove } from "./expenses-to-approve.ts";
import { type Person, person } from "./people.ts";
import { startTestServer, type TestServer } from "./server.ts";
import { signInOn } from "./sign-in-page.ts";

export interface Expenses {
  readonly server: TestServer;
  readonly bo: Person;
  /** Id of a new expense that the member asks for and the administrator reviews. */
  submitted(purpose: string): Promise<string>;
  /** The open task of somebody about a record. */
  taskOf(record: string, token: string): Promise<string | undefined>;
}

export async function startExpenses(
  settings: Readonly<Record<string, string>> = {},
): Promise<Expenses> {
  const server = await startTestServer({ documents: expensesToApprove, settings });
  const bo = await person(server, "bo", "member");
  const me = await server.request("GET", "/auth/me");
  const reviewer = (me.body as { user: { id: string } }).user.id;
  const taskOf = async (record: string, token: string) => {
    const answer = await server.request("GET", `/tasks?record=${record}`, undefined, { token });
    return (answer.body as { data: readonly { id: string }[] }).data[0]?.id;
  };
  const submitted = async (purpose: string) => {
    const token = server.memberToken;
    const values = { purpose, amount: "128.50", reviewer, private_note: "hush" };
    const made = await server.request("POST", "/records/expense", values, { token });
    const { id } = made.body as { id: string };
    const path = `/records/expense/${id}/transitions/submit`;
    const headers = { "if-match": "*" };
    const step = await server.request("POST", path, {}, { token, headers });
    expect(step.status, JSON.stringify(step.body)).toBe(200);
    await expect.poll(() => taskOf(id, server.adminToken)).toBeDefined();
    return id;
  };
  return { server, bo, submitted, taskOf };
}

/** The administrator's page. */
export interface TaskPage {
  readonly watched: WatchedPage;
  readonly page: Page;
  go(path: string): Promise<unknown>;
  button(name: string): ReturnType<Page["getByRole"]>;
  inDialog(name: string): ReturnType<Page["getByRole"]>;
  /** When no dialog is open. */
  closed(): Promise<void>;
  /** Types a name into the first input for people, and takes who is found. */
  choosePerson(name: string): Promise<void>;
}

export async function openTaskPage(
  browser: Browser,
  server: TestServer,
  options: PageOptions,
): Promise<TaskPage> {
  const watched = await openPage(browser, options);
  const { page } = watched;
  await signInOn(page, server);
  const dialog = page.getByRole("dialog");
  return {
    watched,
    page,
    go: (path) => page.goto(`${server.address}/demo/${path}`),
    button: (name) => page.getByRole("button", { name, exact: true }),
    inDialog: (name) => dialog.getByRole("button", { name, exact: true }),
    closed: () => dialog.waitFor({ state: "detached" }),
    choosePerson: async (name) => {
      await dialog.getByRole("combobox").first().fill(name);
      await page.getByRole("option", { name }).click();
    },
  };
}
