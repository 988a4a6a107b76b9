import { createServer } from 'node:http';

/**
 * The system that receives the calls. `POST /first|second` with `{person}` is noted with its time; `GET /arrivals`
 * answers and forgets `[[person, which, epoch ms], ...]`.
 */
const arrivals: [string, 1 | 2, number][] = [];

const server = createServer((request, response) => {
  if (request.method === 'GET') {
    response.end(JSON.stringify(arrivals.splice(0)));
    return;
  }
  const at = performance.timeOrigin + performance.now();
  let text = '';
  request.setEncoding('utf8');
  request.on('data', (chunk: string) => {
    text += chunk;
  });
  request.on('end', () => {
    const { person } = JSON.parse(text);
    arrivals.push([person, request.url === '/first' ? 1 : 2, at]);
    response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
  });
});
server.keepAliveTimeout = 60_000;
server.listen(Number(process.argv[2]), '127.0.0.1', () => process.send?.('ready'));
