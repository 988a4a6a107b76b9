import type { Routes } from '@waystream/service';
import { mount, queryOf } from '../http/mount.js';
import { pageOf, pageQuery } from '../http/page.js';
import { NAMESPACES } from './namespaces.js';

export const namespaceRoutes: Routes = (app) =>
  mount(
    app,
    {
      method: 'get',
      path: '/namespaces',
      access: 'configuration.read',
      tag: 'Namespaces',
      summary: 'List the identity namespaces',
      query: pageQuery,
      answer: 'A page, by code',
    },
    (c) => c.json(pageOf(NAMESPACES, ({ code }) => code, queryOf(c, pageQuery))),
  );
