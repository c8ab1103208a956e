/** Whether all words of the product are there in every language, and all codes in use. */

export type Messages = Readonly<Record<string, string>>;

/** Names of placeholders in a message: `{name}`, or `{count|one|many}`. */
export const placeholders = (message: string): readonly string[] =>
  [
    ...new Set([...message.matchAll(/\{(\w+)(?:\|[^}]*)?\}/g)].map(([, name]) => name ?? "")),
  ].sort();

/** Keys that one language lacks, says nothing for, or fills with other values than the other. */
export function differentWords(first: Messages, second: Messages): readonly string[] {
  const keys = [...new Set([...Object.keys(first), ...Object.keys(second)])];
  return keys.filter((key) => {
    const [one, other] = [first[key], second[key]];
    if (one === undefined || other === undefined) return true;
    if (one.trim() === "" || other.trim() === "") return true;
    return placeholders(one).join() !== placeholders(other).join();
  });
}

/** Keys whose second message holds no Chinese, although the first holds words. */
export const untranslated = (english: Messages, chinese: Messages): readonly string[] =>
  Object.keys(english).filter((key) => {
    const message = chinese[key] ?? "";
    const words = message.replace(/\{[^}]*\}/g, "");
    return message === english[key] && /[a-z]{2}/.test(words);
  });

/** Codes that no text names, quoted or as a key: nobody can meet them. */
export function unusedCodes(codes: readonly string[], texts: readonly string[]): readonly string[] {
  const named = new Set(
    texts.flatMap((text) =>
      [...text.matchAll(/["'`]([a-z_]+)["'`]|\b([a-z_]+):/g)].map(
        ([, quoted, key]) => quoted ?? key ?? "",
      ),
    ),
  );
  return codes.filter((code) => !named.has(code));
}
