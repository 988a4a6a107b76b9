import { z } from '@hono/zod-openapi';
import { defineRoute, type Routes, sandboxOf } from '@waystream/service';
import { type ErasureContext, erasePerson, erasureReceipt } from './erase-person.js';
import { getProfile } from './get-profile.js';
import { mergeProfile, type ProfileContext } from './merge-profile.js';
import { attributes, personParams as params, personProfile } from './person-profile.js';

const change = z.strictObject({ attributes }).openapi('ProfileChange');

const json = <Schema extends z.ZodType>(schema: Schema) => ({ 'application/json': { schema } });
const access = 'profiles.manage';
const path = '/profiles/{namespace}/{id}';
const tags = ['Profiles'];

const getRoute = defineRoute(
  { access },
  {
    path,
    tags,
    method: 'get',
    summary: 'What is known of a person',
    request: { params },
    responses: { 200: { description: 'The profile', content: json(personProfile) } },
  },
);

const putRoute = defineRoute(
  { access },
  {
    path,
    tags,
    method: 'put',
    summary: 'Merge attributes: objects merge, other values replace, null removes',
    request: { params, body: { required: true, content: json(change) } },
    responses: { 200: { description: 'The whole profile after the merge', content: json(personProfile) } },
  },
);

const deleteRoute = defineRoute(
  { access },
  {
    path,
    tags,
    method: 'delete',
    summary: 'Erase a person: the profile, where they are in journeys, what they did there, and what was to be done',
    request: { params },
    responses: { 200: { description: 'Receipt', content: json(erasureReceipt) } },
  },
);

/** The profile API. Keys in the address are percent-encoded. */
export function profileRoutes(parts: ProfileContext & ErasureContext): Routes {
  return (app) => {
    app.openapi(getRoute, async (c) => {
      const profile = await getProfile(parts.store, { sandbox: sandboxOf(c), ...c.req.valid('param') });
      return c.json(profile, 200);
    });
    app.openapi(putRoute, async (c) => {
      const address = { sandbox: sandboxOf(c), ...c.req.valid('param') };
      const profile = await mergeProfile(parts, address, c.req.valid('json').attributes);
      return c.json(profile, 200);
    });
    app.openapi(deleteRoute, async (c) => {
      const address = { sandbox: sandboxOf(c), ...c.req.valid('param') };
      return c.json(await erasePerson(parts, address), 200);
    });
  };
}
