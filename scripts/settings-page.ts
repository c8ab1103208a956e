/** The page of settings, made from the list that the engine reads. */
import { settings } from "../engine/config.ts";

/** `engine/SETTINGS.generated.md` */
export function settingsPage(notice: string): string {
  const rows = settings.map(
    ({ name, default: value, help }) =>
      `| \`${name}\` | ${value === "" ? "" : `\`${value}\``} | ${cell(help)} |`,
  );
  return [
    `<!-- ${notice} -->`,
    "",
    "# Settings",
    "",
    "Environment variables, read once when a process starts. `tenon settings` prints the same list.",
    "A value that makes no sense stops the start and is named.",
    "",
    "| name | default | meaning |",
    "| --- | --- | --- |",
    ...rows,
    "",
  ].join("\n");
}

const cell = (text: string): string => text.replaceAll("|", "\\|");
