import { defineRoute, type Routes, sandboxOf } from '@waystream/service';
import { z } from 'zod';
import { getReport, type ReportContext } from './get-report.js';
import { listFigures } from './list-figures.js';
import { journeyReportForm, versionFiguresForm } from './report-form.js';

/** How journeys are doing, from exact counters. */
export function reportRoutes(context: ReportContext): Routes {
  const list = defineRoute(
    { access: 'reports.read' },
    {
      method: 'get',
      path: '/reports/journeys',
      summary: 'Figures of the published versions, the latest first',
      tags: ['Reports'],
      request: {
        query: z.object({
          limit: z.coerce.number().int().min(1).max(200).default(50),
          cursor: z.string().optional(),
        }),
      },
      responses: {
        200: {
          description: 'Figures',
          content: {
            'application/json': {
              schema: z.object({ items: z.array(versionFiguresForm), nextCursor: z.string().nullable() }),
            },
          },
        },
      },
    },
  );
  const get = defineRoute(
    { access: 'reports.read' },
    {
      method: 'get',
      path: '/reports/journeys/{versionUid}',
      summary: 'The report of one version: its figures and what happened at each activity',
      tags: ['Reports'],
      request: { params: z.object({ versionUid: z.string() }) },
      responses: {
        200: { description: 'The report', content: { 'application/json': { schema: journeyReportForm } } },
      },
    },
  );
  return (app) => {
    app.openapi(list, async (c) => {
      const { limit, cursor } = c.req.valid('query');
      return c.json(await listFigures(context, { sandbox: sandboxOf(c), limit, cursor }), 200);
    });
    app.openapi(get, async (c) =>
      c.json(await getReport(context, { sandbox: sandboxOf(c), ...c.req.valid('param') }), 200),
    );
  };
}
