// The hotel's reservation system, as the sample needs it: has this person a room tonight?
import { readFileSync } from 'node:fs';
import { serveJson } from './json-server.mjs';

const CREDENTIALS = `Basic ${Buffer.from('marlton:reservations').toString('base64')}`;
const reservations = JSON.parse(readFileSync(new URL('reservations.json', import.meta.url), 'utf8'));

serveJson({
  'GET /api/room': ({ url, headers }) => {
    if (headers.authorization !== CREDENTIALS) return { status: 401, body: { error: 'who is asking?' } };
    const id = url.searchParams.get('id');
    if (!id) return { status: 400, body: { error: 'the parameter "id" is missing' } };
    const booking = reservations[id];
    return { body: booking ? { reservation: true, ...booking } : { reservation: false } };
  },
});
