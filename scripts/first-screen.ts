/** Which modules of an application every visit loads. */

interface ModuleInformation {
  readonly isEntry: boolean;
  readonly importers: readonly string[];
}

/**
 * What every visit loads is one chunk: divided by which later screen shares it, it would be many
 * small ones that compress worse.
 */
export function firstScreen(
  id: string,
  context: { getModuleInfo(id: string): ModuleInformation | null },
): string | null {
  const seen = new Set([id]);
  for (const each of seen) {
    const module = context.getModuleInfo(each);
    if (module?.isEntry) return "first";
    for (const importer of module?.importers ?? []) seen.add(importer);
  }
  return null;
}
