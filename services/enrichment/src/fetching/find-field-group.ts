import type { DataSourceDefinition, FieldGroup } from '@waystream/journey';
import type { Catalogues } from '@waystream/redis';

/** A field group, and the data source it belongs to when that is not the profile store. */
export interface FoundGroup {
  group: FieldGroup;
  source: DataSourceDefinition | undefined;
}

/**
 * A field group that a journey reads. One that is not known here may have been configured a moment ago, together with the
 * journey; so the catalogue catches up before the answer is no.
 */
export async function findFieldGroup(
  catalogues: Catalogues,
  sandbox: string,
  wanted: { source: string; group: string },
): Promise<FoundGroup | undefined> {
  const known = lookUp(catalogues, sandbox, wanted);
  if (known) return known;
  await catalogues.caughtUp();
  return lookUp(catalogues, sandbox, wanted);
}

function lookUp(
  catalogues: Catalogues,
  sandbox: string,
  wanted: { source: string; group: string },
): FoundGroup | undefined {
  const { fieldGroups, dataSources } = catalogues.of(sandbox);
  const group = fieldGroups.get(`${wanted.source}.${wanted.group}`);
  const source = dataSources.get(wanted.source);
  return group && (group.source !== 'external' || source) ? { group, source } : undefined;
}
