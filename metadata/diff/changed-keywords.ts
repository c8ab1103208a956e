/** Names of the keywords whose values differ, but for `except`. */
export function changedKeywords(
  before: Readonly<Record<string, unknown>>,
  after: Readonly<Record<string, unknown>>,
  except: ReadonlySet<string>,
): readonly string[] {
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(
    (keyword) =>
      !except.has(keyword) && JSON.stringify(before[keyword]) !== JSON.stringify(after[keyword]),
  );
}
