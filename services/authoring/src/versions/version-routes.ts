import { journeyDocument } from '@waystream/journey';
import { type GatewayApp, type GatewayContext, type Routes, sandboxOf } from '@waystream/service';
import type { AuthoringContext } from '../authoring-context.js';
import { readDocument } from '../definitions/read-document.js';
import { bodyOf, ifMatchOf, mount, optionalBodyOf, partOf, shown } from '../http/mount.js';
import { changeVersion, type VersionStep } from './change-version.js';
import { close } from './close-version.js';
import { deleteVersion } from './delete-version.js';
import { examineVersion } from './examine-version.js';
import { type FoundVersion, findVersion } from './find-version.js';
import { pause } from './pause-version.js';
import { publishVersion } from './publish-version.js';
import { resume, resumeForm } from './resume-version.js';
import { stop } from './stop-version.js';
import { test, testForm } from './test-version.js';
import { unevaluatedAudiences } from './unevaluated-audiences.js';
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
  test: {
    ...moves,
    method: 'put',
    path: `${path}/test`,
    summary: 'Let test profiles try a draft, or end that',
    body: testForm,
  },
  pause: { ...moves, path: `${path}/pause`, summary: 'Keep everything that happens to those inside' },
  resume: {
    ...moves,
    path: `${path}/resume`,
    summary: 'Release, at a rate, whoever was kept',
    body: resumeForm,
    isBodyOptional: true,
  },
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
  mount(app, ROUTES.validate, async (c) => {
    const sandbox = sandboxOf(c);
    const { version } = findVersion(configuration, sandbox, partOf(c, 'uid'));
    const catalogue = configuration.of(sandbox);
    const { errors, warnings } = examineVersion(catalogue, version);
    const unevaluated = unevaluatedAudiences(version, catalogue, await context.evaluatedAudiences(sandbox));
    return c.json({ errors, warnings: [...warnings, ...unevaluated] });
  });
}

function mountLife(app: GatewayApp, context: AuthoringContext, liveJourneys: number): void {
  mount(app, ROUTES.publish, async (c) => {
    const terms = { ifMatch: ifMatchOf(c), liveJourneys };
    return answer(c, await publishVersion(context, sandboxOf(c), partOf(c, 'uid'), terms));
  });
  const take = async (c: GatewayContext, step: VersionStep) =>
    answer(c, await changeVersion(context, sandboxOf(c), partOf(c, 'uid'), { step, ifMatch: ifMatchOf(c) }));
  mount(app, ROUTES.pause, (c) => take(c, pause));
  mount(app, ROUTES.resume, async (c) => take(c, resume(readDocument(resumeForm, await optionalBodyOf(c)))));
  mount(app, ROUTES.close, (c) => take(c, close));
  mount(app, ROUTES.stop, (c) => take(c, stop));
  mount(app, ROUTES.test, async (c) => {
    const catalogue = context.configuration.of(sandboxOf(c));
    return take(c, test(readDocument(testForm, await bodyOf(c)), { catalogue, session: context.newId() }));
  });
}

function answer(c: GatewayContext, { version, revision }: FoundVersion): Response {
  return shown(c, version, revision);
}
