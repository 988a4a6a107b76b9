import { type GatewayApp, type GatewayContext, type Routes, sandboxOf } from '@waystream/service';
import type { AuthoringContext } from '../authoring-context.js';
import { bodyOf, created, ifMatchOf, mount, partOf, queryOf, shown } from '../http/mount.js';
import { pageQuery } from '../http/page.js';
import { createDefinition } from './create-definition.js';
import { deleteDefinition } from './delete-definition.js';
import { getDefinition } from './get-definition.js';
import { listDefinitions } from './list-definitions.js';
import type { Definition, Place, Resource } from './resource.js';
import { updateDefinition } from './update-definition.js';

/** List, get, create, update and delete for one kind of definition. */
export function definitionRoutes<D extends Definition>(context: AuthoringContext, resource: Resource<D>): Routes {
  return (app) => {
    mountReads(app, context, resource);
    mountWrites(app, context, resource);
  };
}

function mountReads<D extends Definition>(
  app: GatewayApp,
  { configuration }: AuthoringContext,
  resource: Resource<D>,
): void {
  const { noun, path, tag } = resource;
  const reads = { method: 'get', access: 'configuration.read', tag } as const;
  const list = { ...reads, path, summary: `List the ${noun}s`, query: pageQuery, answer: 'A page, by name' };
  mount(app, list, (c) =>
    c.json(listDefinitions(configuration, resource, placeOf(c, resource), queryOf(c, pageQuery))),
  );
  const get = {
    ...reads,
    path: `${path}/{name}`,
    summary: `Show ${oneOf(noun)}`,
    answer: 'As it is stored, without secrets',
  };
  mount(app, get, (c) => {
    const { answer, revision } = getDefinition(configuration, resource, placeOf(c, resource), partOf(c, 'name'));
    return shown(c, answer, revision);
  });
}

function mountWrites<D extends Definition>(app: GatewayApp, context: AuthoringContext, resource: Resource<D>): void {
  const { noun, path, tag, form: body } = resource;
  const writes = { access: 'configuration.manage', tag } as const;
  const one = { ...writes, path: `${path}/{name}`, isConditional: true };
  const create = { ...writes, path, body, summary: `Create ${oneOf(noun)}`, status: 201, answer: 'As it is stored' };
  mount(app, { ...create, method: 'post' }, async (c) => {
    const place = placeOf(c, resource);
    const { answer, revision } = await createDefinition(context, resource, place, await bodyOf(c));
    const collection = path.replace(/{.+?}/, encodeURIComponent(place.parent ?? ''));
    return created(c, answer, { path: `${collection}/${encodeURIComponent(String(answer.name))}`, revision });
  });
  const update = { ...one, body, summary: `Replace ${oneOf(noun)}`, answer: 'As it is stored now' };
  mount(app, { ...update, method: 'put' }, async (c) => {
    const change = { body: await bodyOf(c), ifMatch: ifMatchOf(c) };
    const name = partOf(c, 'name');
    const { answer, revision } = await updateDefinition(context, resource, placeOf(c, resource), name, change);
    return shown(c, answer, revision);
  });
  const remove = { ...one, summary: `Delete ${oneOf(noun)} that nothing uses`, status: 204, answer: 'Deleted' };
  mount(app, { ...remove, method: 'delete' }, async (c) => {
    await deleteDefinition(context, resource, placeOf(c, resource), partOf(c, 'name'), ifMatchOf(c));
    return c.body(null, 204);
  });
}

function oneOf(noun: string): string {
  return `${/^[aeiou]/.test(noun) ? 'an' : 'a'} ${noun}`;
}

function placeOf(c: GatewayContext, { path }: { path: string }): Place {
  const parent = /{(.+?)}/.exec(path)?.[1];
  return { sandbox: sandboxOf(c), parent: parent === undefined ? undefined : partOf(c, parent) };
}
