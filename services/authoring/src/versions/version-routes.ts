import { journeyDocument } from '@waystream/journey';
import { type GatewayApp, type GatewayContext, type Routes, sandboxOf } from '@waystream/service';
import type { AuthoringContext } from '../authoring-context.js';
import { bodyOf, ifMatchOf, mount, partOf, shown } from '../http/mount.js';
import { deleteVersion } from './delete-version.js';
import { CLOSE, endVersion, STOP } from './end-version.js';
import { examineVersion } from './examine-version.js';
import { type FoundVersion, findVersion } from './find-version.js';
import { publishVersion } from './publish-version.js';
import { updateDraft } from './update-draft.js';

const path = '/journeyVersions/{uid}';
const shows = { path, tag: 'Journey versions', answer: 'The version with its document' } as const;
const changes = { ...shows, access: 'journeys.manage', isConditional: true } as const;
const moves = { ...shows, method: 'post', access: 'journeys.publish', isConditional: true } as const;

const ROUTES = {
  get: { ...shows, method: 'get', access: 'journeys.read', summary: 'Show a version' },
  update: { ...changes, method: 'put', summary: 'Replace the document of a draft', body: journeyDocument },
  delete: {
    ...changes,
    method: 'delete',
    summary: 'Delete a draft, or a version that is stopped or finished',
    status: 204,
    answer: 'Deleted',
  },
  validate: {
    ...shows,
    method: 'post',
    path: `${path}/validate`,
    access: 'journeys.read',
    summary: 'Check a version',
    answer: '{errors, warnings}: what keeps it from being published, and what is merely unwise',
  },
  publish: { ...moves, path: `${path}/publish`, summary: 'Make a draft live and close the version before' },
  close: { ...moves, path: `${path}/close`, summary: 'Let nobody enter any more; those inside finish' },
  stop: { ...moves, path: `${path}/stop`, summary: 'Take everybody out, for good' },
} as const;

/** One version of a journey through its life. */
export function versionRoutes(context: AuthoringContext, liveJourneys: number): Routes {
  return (app) => {
    mountDocument(app, context);
    mountLife(app, context, liveJourneys);
  };
}

function mountDocument(app: GatewayApp, context: AuthoringContext): void {
  const { configuration } = context;
  mount(app, ROUTES.get, (c) => answer(c, findVersion(configuration, sandboxOf(c), partOf(c, 'uid'))));
  mount(app, ROUTES.update, async (c) => {
    const change = { body: await bodyOf(c), ifMatch: ifMatchOf(c) };
    return answer(c, await updateDraft(context, sandboxOf(c), partOf(c, 'uid'), change));
  });
  mount(app, ROUTES.delete, async (c) => {
    await deleteVersion(context, sandboxOf(c), partOf(c, 'uid'), ifMatchOf(c));
    return c.body(null, 204);
  });
  mount(app, ROUTES.validate, (c) => {
    const { version } = findVersion(configuration, sandboxOf(c), partOf(c, 'uid'));
    const { errors, warnings } = examineVersion(configuration.of(sandboxOf(c)), version);
    return c.json({ errors, warnings });
  });
}

function mountLife(app: GatewayApp, context: AuthoringContext, liveJourneys: number): void {
  mount(app, ROUTES.publish, async (c) => {
    const terms = { ifMatch: ifMatchOf(c), liveJourneys };
    return answer(c, await publishVersion(context, sandboxOf(c), partOf(c, 'uid'), terms));
  });
  for (const ending of [CLOSE, STOP]) {
    mount(app, ROUTES[ending.verb], async (c) => {
      const terms = { ending, ifMatch: ifMatchOf(c) };
      return answer(c, await endVersion(context, sandboxOf(c), partOf(c, 'uid'), terms));
    });
  }
}

function answer(c: GatewayContext, { version, revision }: FoundVersion): Response {
  return shown(c, version, revision);
}
