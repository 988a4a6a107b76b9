// What both servers of the sample share: JSON in, JSON out, an orderly end.
import { createServer } from 'node:http';

/**
 * Answers `<METHOD> <path>` with what its handler returns: `{status?, body}`. Handlers get `{url, headers, body}`.
 * Listens on loopback at the port that is the program's argument, and ends on SIGTERM.
 */
export function serveJson(handlers) {
  const server = createServer(async (request, response) => {
    const url = new URL(request.url, 'http://localhost');
    const { status = 200, body } = await answer(handlers[`${request.method} ${url.pathname}`], request, url);
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  });
  server.listen(Number(process.argv[2]), '127.0.0.1');
  for (const signal of ['SIGTERM', 'SIGINT']) process.on(signal, () => process.exit(0));
}

async function answer(handler, request, url) {
  if (url.pathname === '/readyz') return { body: { status: 'ready' } };
  if (!handler) return { status: 404, body: { error: `nothing answers ${request.method} ${url.pathname}` } };
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  const body = parse(Buffer.concat(chunks).toString());
  if (body === undefined) return { status: 400, body: { error: 'the body is no JSON' } };
  return handler({ url, headers: request.headers, body });
}

function parse(text) {
  try {
    return text === '' ? null : JSON.parse(text);
  } catch {
    return undefined;
  }
}
