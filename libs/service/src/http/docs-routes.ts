import { readFile } from 'node:fs/promises';
import type { GatewayApp, Routes } from './gateway.js';
import { PAGE_HEADERS } from './page-headers.js';
import { requirePermission } from './require-permission.js';

export interface OpenApiInfo {
  readonly title: string;
  readonly version: string;
}

/** The only files that are served, so that no path of a request ever reaches the file system. */
const ASSETS: Record<string, string> = {
  'swagger-ui.css': 'text/css; charset=utf-8',
  'swagger-ui-bundle.js': 'text/javascript; charset=utf-8',
  'favicon-32x32.png': 'image/png',
  'start.js': 'text/javascript; charset=utf-8',
};

const START_SCRIPT = `window.addEventListener('load', () => {
  SwaggerUIBundle({ url: 'openapi.json', dom_id: '#viewer', deepLinking: true, validatorUrl: null });
});
`;

/** `/openapi.json` and the page `/docs` that shows it. Everything comes from this process, so it works without internet. */
export function docsRoutes(info: OpenApiInfo): Routes {
  return (app) => {
    let document: string | undefined;
    const open = requirePermission('open');
    app.get('/openapi.json', open, (c) => {
      document ??= JSON.stringify(describeApi(app, info));
      return c.body(document, 200, { 'Content-Type': 'application/json' });
    });
    app.get('/docs', open, (c) =>
      c.body(page(info), 200, { ...PAGE_HEADERS, 'Content-Type': 'text/html; charset=utf-8' }),
    );
    app.get('/docs/:asset', open, async (c) => {
      const name = c.req.param('asset');
      const type = Object.hasOwn(ASSETS, name) ? ASSETS[name] : undefined;
      if (!type) return c.notFound();
      const content = name === 'start.js' ? START_SCRIPT : new Uint8Array(await readFile(viewerFile(name)));
      return c.body(content, 200, assetHeaders(type));
    });
  };
}

function describeApi(app: GatewayApp, info: OpenApiInfo) {
  app.openAPIRegistry.registerComponent('securitySchemes', 'bearer', { type: 'http', scheme: 'bearer' });
  app.openAPIRegistry.registerComponent('securitySchemes', 'apiKey', {
    type: 'apiKey',
    in: 'header',
    name: 'x-api-key',
  });
  return app.getOpenAPI31Document({ openapi: '3.1.0', info: { ...info } });
}

function viewerFile(name: string): URL {
  return new URL(name, import.meta.resolve('swagger-ui-dist/package.json'));
}

function assetHeaders(type: string) {
  return { 'Content-Type': type, 'Cache-Control': 'public, max-age=86400', 'X-Content-Type-Options': 'nosniff' };
}

/** Addresses are relative to the page, so that it also works behind a path prefix. */
function page({ title }: OpenApiInfo): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>${title}</title>
<link rel="icon" href="docs/favicon-32x32.png">
<link rel="stylesheet" href="docs/swagger-ui.css">
</head>
<body>
<div id="viewer"></div>
<script src="docs/swagger-ui-bundle.js"></script>
<script src="docs/start.js"></script>
</body>
</html>
`;
}
