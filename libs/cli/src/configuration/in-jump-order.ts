import { activityOf, journeyDocument } from '@waystream/journey';
import type { ConfigDocument } from './config-document.js';

/** The documents with each journey after those it jumps to, since a jump needs a target that runs; else as they were. */
export function inJumpOrder(documents: readonly ConfigDocument[]): ConfigDocument[] {
  const journeys = new Map(documents.filter(({ kind }) => kind === 'Journey').map((one) => [one.name, one]));
  const ordered = new Set<ConfigDocument>();
  const begun = new Set<ConfigDocument>();
  const put = (document: ConfigDocument) => {
    if (begun.has(document)) return;
    begun.add(document);
    for (const name of targetsOf(document)) {
      const target = journeys.get(name);
      if (target) put(target);
    }
    ordered.add(document);
  };
  for (const document of documents) put(document);
  return [...ordered];
}

function targetsOf({ kind, content }: ConfigDocument): string[] {
  if (kind !== 'Journey') return [];
  const { data } = journeyDocument.safeParse(content);
  return (data?.nodes ?? []).flatMap((node) => activityOf(node).jump?.(node).journey ?? []);
}
