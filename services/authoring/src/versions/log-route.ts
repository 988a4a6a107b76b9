import { versionLogForm } from '@waystream/journey';
import { type Routes, sandboxOf } from '@waystream/service';
import { mount, partOf, queryOf } from '../http/mount.js';
import { pageQuery } from '../http/page.js';
import { readVersionLog } from './version-log.js';

const ROUTE = {
  method: 'get',
  path: '/journeyVersions/{uid}/log',
  // Who may run a test may see what became of the test profiles.
  access: 'journeys.publish',
  tag: 'Journey versions',
  summary: 'Show what became of everybody who takes part in the test of a version',
  query: pageQuery,
  answer: 'Instances, the latest entrance first',
  shows: versionLogForm,
} as const;

/** The log of test mode. */
export function logRoute(context: Parameters<typeof readVersionLog>[0]): Routes {
  return (app) => {
    mount(app, ROUTE, async (c) => {
      const place = { sandbox: sandboxOf(c), uid: partOf(c, 'uid') };
      return c.json(await readVersionLog(context, place, queryOf(c, pageQuery)));
    });
  };
}
