/** Headers as a plain object that is made once: a `Headers` object for each answer would cost more than the answer. */
const JSON_HEADERS = { 'Content-Type': 'application/json' };

export function jsonAnswer(status: 200 | 202 | 207, body: object): Response {
  return new Response(JSON.stringify(body), { status, headers: JSON_HEADERS });
}
