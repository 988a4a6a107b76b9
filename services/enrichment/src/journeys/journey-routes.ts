import { z } from '@hono/zod-openapi';
import type { Clock } from '@waystream/core';
import { explanationForm, personJourneysForm } from '@waystream/journey';
import { defineRoute, type Routes, sandboxOf } from '@waystream/service';
import { personParams } from '../profiles/person-profile.js';
import { explainJourney } from './explain-journey.js';
import { listJourneys } from './list-journeys.js';
import type { JourneysContext } from './person-records.js';

const json = <Schema extends z.ZodType>(schema: Schema) => ({ 'application/json': { schema } });
const access = 'profiles.manage';
const tags = ['Journeys of people'];

const listRoute = defineRoute(
  { access },
  {
    path: '/profiles/{namespace}/{id}/journeys',
    tags,
    method: 'get',
    summary: 'Where a person is in journeys, what is awaited there, and where they have been',
    request: { params: personParams },
    responses: { 200: { description: 'Instances and refusals', content: json(personJourneysForm) } },
  },
);

const explainRoute = defineRoute(
  { access },
  {
    path: '/profiles/{namespace}/{id}/explain',
    tags,
    method: 'get',
    summary: 'Why a person did or did not get what a journey gives',
    request: {
      params: personParams,
      query: z.object({ journey: z.string().min(1).max(200).describe('uid or name of the journey') }),
    },
    responses: { 200: { description: 'The explanation', content: json(explanationForm) } },
  },
);

/** What people do in journeys, person by person. */
export function journeyRoutes(context: JourneysContext & { clock: Clock }): Routes {
  return (app) => {
    app.openapi(listRoute, async (c) => {
      const address = { sandbox: sandboxOf(c), ...c.req.valid('param') };
      return c.json(await listJourneys(context, address), 200);
    });
    app.openapi(explainRoute, async (c) => {
      const address = { sandbox: sandboxOf(c), ...c.req.valid('param') };
      return c.json(await explainJourney(context, address, c.req.valid('query').journey), 200);
    });
  };
}
