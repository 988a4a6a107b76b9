import { parseJson } from '@waystream/core';
import { callApi } from './api-client.js';
import type { StoryWorld } from './story.js';

/**
 * Creates a story's world through the authoring and profile APIs; answers journey name → version uid.
 * Addresses that begin with `http://endpoint` come to mean the given endpoint.
 */
export async function furnish(
  world: StoryWorld,
  urls: { authoring: string; enrichment: string; endpoint: string },
): Promise<Map<string, string>> {
  const create = (resource: string, document: unknown) => {
    const text = JSON.stringify(document).replaceAll('http://endpoint', urls.endpoint);
    return callApi('POST', `${urls.authoring}/authoring/${resource}`, parseJson(text));
  };
  for (const { schema, definition } of world.events) {
    await create('schemas', schema);
    await create('events', definition);
  }
  for (const group of world.platformFieldGroups ?? [])
    await create('dataSources/ExperiencePlatform/fieldGroups', group);
  for (const { definition, fieldGroups } of world.dataSources ?? []) {
    await create('dataSources', definition);
    for (const group of fieldGroups) await create(`dataSources/${definition.name}/fieldGroups`, group);
  }
  for (const action of world.actions ?? []) await create('actions', action);
  for (const template of world.templates ?? []) await create('templates', template);
  for (const [key, attributes] of Object.entries(world.profiles ?? {})) {
    await callApi('PUT', `${urls.enrichment}/profiles/Email/${key}`, { attributes });
  }
  for (const audience of world.audiences ?? []) await create('audiences', audience);
  for (const [audience, add] of Object.entries(world.members ?? {})) {
    await callApi('POST', `${urls.enrichment}/audiences/${audience}/members`, { add });
  }
  const versions = new Map<string, string>();
  for (const journey of world.journeys) {
    const { versionUid } = await create('journeys', journey);
    if (!world.drafts?.includes(journey.name)) {
      await callApi('POST', `${urls.authoring}/authoring/journeyVersions/${versionUid}/publish`);
    }
    versions.set(journey.name, String(versionUid));
  }
  return versions;
}
