import { parse, type References, references } from '@waystream/expression';
import { activityOf, type Catalogue, type JourneyVersion } from '@waystream/journey';
import { finishedNodes } from './finished-nodes.js';
import { finishedProperties } from './finished-properties.js';

/** What a version leans on, by name; field groups as `<data source>.<field group>`. */
export interface VersionReferences {
  readonly event: ReadonlySet<string>;
  readonly action: ReadonlySet<string>;
  readonly audience: ReadonlySet<string>;
  readonly fieldGroup: ReadonlySet<string>;
  readonly template: ReadonlySet<string>;
}

/** Reads drafts too: what an unfinished activity will lean on is not known yet. */
export function versionReferences({ document }: JourneyVersion, catalogue: Catalogue): VersionReferences {
  const nodes = finishedNodes(document);
  const { exitCriteria, goal } = finishedProperties(document);
  const criteria = [...exitCriteria, ...(goal ? [goal] : [])];
  const texts = [
    ...nodes.flatMap((node) =>
      activityOf(node)
        .reads(node, catalogue)
        .map(({ text }) => text),
    ),
    ...criteria.flatMap(({ condition }) => condition ?? []),
  ];
  const used = texts.map(referencesOf);
  return {
    event: new Set([
      ...nodes.flatMap((node) => activityOf(node).event?.(node) ?? []),
      ...criteria.flatMap((one) => ('event' in one ? one.event : [])),
      ...used.flatMap(({ events }) => events.map(({ event }) => event)),
    ]),
    action: new Set([
      ...nodes.flatMap((node) => activityOf(node).action?.(node) ?? []),
      ...used.flatMap(({ actions }) => actions.map(({ action }) => action)),
    ]),
    audience: new Set([
      ...nodes.flatMap((node) => activityOf(node).audience?.(node) ?? []),
      ...criteria.flatMap((one) => ('audience' in one ? one.audience : [])),
      ...used.flatMap(({ audiences }) => audiences),
    ]),
    template: new Set(nodes.flatMap((node) => activityOf(node).template?.(node) ?? [])),
    fieldGroup: new Set(
      used.flatMap(({ dataSources }) => dataSources.map(({ source, fieldGroup }) => `${source}.${fieldGroup}`)),
    ),
  };
}

function referencesOf(text: string): References {
  return references(parse(text).ast);
}
