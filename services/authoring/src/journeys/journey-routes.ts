import { journeyDocument, journeyDocumentSchema } from '@waystream/journey';
import { type GatewayContext, type Routes, sandboxOf } from '@waystream/service';
import type { AuthoringContext } from '../authoring-context.js';
import { bodyOf, created, mount, partOf, queryOf, shown } from '../http/mount.js';
import { type FoundVersion, findVersion, latestVersion } from '../versions/find-version.js';
import { createJourney } from './create-journey.js';
import { createVersion } from './create-version.js';
import { getJourney } from './get-journey.js';
import { journeysQuery, listJourneys } from './list-journeys.js';

const reads = { method: 'get', access: 'journeys.read', tag: 'Journeys' } as const;
const begins = {
  method: 'post',
  access: 'journeys.manage',
  tag: 'Journeys',
  status: 201,
  answer: 'The new draft: {uid, versionUid, version, status}',
} as const;

const ROUTES = {
  list: { ...reads, path: '/journeys', summary: 'List the journeys', query: journeysQuery, answer: 'A page, by name' },
  schema: {
    ...reads,
    path: '/journeys/schema',
    summary: 'Show the form of journey documents',
    answer: 'Their JSON Schema, for editors and other programs',
  },
  get: {
    ...reads,
    path: '/journeys/{uid}',
    summary: 'Show a journey',
    answer: 'Its latest version, and a list of all',
  },
  latest: { ...reads, path: '/journeys/{uid}/latest', summary: 'Show the latest version', answer: 'With its document' },
  create: {
    ...begins,
    path: '/journeys',
    summary: 'Begin a journey with a draft; GET /authoring/journeys/schema tells the form of its document',
    body: journeyDocument,
  },
  next: { ...begins, path: '/journeys/{uid}/versions', summary: 'Begin the next version as a copy of the latest' },
} as const;

/** Journeys as wholes; their versions have addresses of their own. */
export function journeyRoutes(context: AuthoringContext): Routes {
  const { configuration } = context;
  const schema = journeyDocumentSchema();
  return (app) => {
    mount(app, ROUTES.list, (c) => c.json(listJourneys(configuration.of(sandboxOf(c)), queryOf(c, journeysQuery))));
    // Before the addresses of single journeys, whose uids are never called that.
    mount(app, ROUTES.schema, (c) => c.json(schema, 200, { 'content-type': 'application/schema+json' }));
    mount(app, ROUTES.get, (c) => c.json(getJourney(configuration.of(sandboxOf(c)), partOf(c, 'uid'))));
    mount(app, ROUTES.latest, (c) => {
      const { uid } = latestVersion(configuration.of(sandboxOf(c)), partOf(c, 'uid'));
      const { version, revision } = findVersion(configuration, sandboxOf(c), uid);
      return shown(c, version, revision);
    });
    mount(app, ROUTES.create, async (c) => begun(c, await createJourney(context, sandboxOf(c), await bodyOf(c))));
    mount(app, ROUTES.next, async (c) => begun(c, await createVersion(context, sandboxOf(c), partOf(c, 'uid'))));
  };
}

function begun(c: GatewayContext, { version, revision }: FoundVersion): Response {
  const { journeyUid, uid: versionUid, version: number, status } = version;
  const path = `/journeyVersions/${versionUid}`;
  return created(c, { uid: journeyUid, versionUid, version: number, status }, { path, revision });
}
