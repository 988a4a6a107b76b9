import { parse, type References, references } from '@waystream/expression';
import { activityOf, type Catalogue, type JourneyVersion } from '@waystream/journey';
import { finishedNodes } from './finished-nodes.js';

/** What a version leans on, by name; field groups as `<data source>.<field group>`. */
export interface VersionReferences {
  readonly event: ReadonlySet<string>;
  readonly action: ReadonlySet<string>;
  readonly fieldGroup: ReadonlySet<string>;
}

/** Reads drafts too: what an unfinished activity will lean on is not known yet. */
export function versionReferences({ document }: JourneyVersion, catalogue: Catalogue): VersionReferences {
  const nodes = finishedNodes(document);
  const used = nodes.flatMap((node) =>
    activityOf(node)
      .reads(node, catalogue)
      .map(({ text }) => referencesOf(text)),
  );
  return {
    event: new Set([
      ...nodes.flatMap((node) => activityOf(node).event?.(node) ?? []),
      ...used.flatMap(({ events }) => events.map(({ event }) => event)),
    ]),
    action: new Set([
      ...nodes.flatMap((node) => activityOf(node).action?.(node) ?? []),
      ...used.flatMap(({ actions }) => actions.map(({ action }) => action)),
    ]),
    fieldGroup: new Set(
      used.flatMap(({ dataSources }) => dataSources.map(({ source, fieldGroup }) => `${source}.${fieldGroup}`)),
    ),
  };
}

function referencesOf(text: string): References {
  return references(parse(text).ast);
}
