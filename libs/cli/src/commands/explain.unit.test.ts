import { createServer } from 'node:http';
import type { Explanation } from '@waystream/journey';
import { describe, expect, it, onTestFinished } from 'vitest';
import { run } from '../run.test.js';

const WAITING: Explanation = {
  journey: { uid: 'j1', name: 'Marlton lobby' },
  person: { namespace: 'Email', id: 'a/da@example.com' },
  entered: true,
  verdict: { code: 'inside', message: 'Inside since noon. Waits at "A day".' },
  story: [
    {
      at: '2026-03-02T12:00:00.000Z',
      code: 'entered',
      message: 'Entered version 1.',
      activity: null,
      path: null,
      instance: 'i',
      error: null,
      seen: null,
    },
    {
      at: '2026-03-02T12:00:01.000Z',
      code: 'alreadyInside',
      message: 'An entrance was refused.',
      activity: null,
      path: null,
      instance: null,
      error: null,
      seen: null,
    },
  ],
  awaiting: [],
  logSince: null,
};

/** Answers everything with the body, and remembers what was asked for. */
async function gateway(body: unknown, status = 200) {
  const asked: (string | undefined)[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url);
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const env = { WAYSTREAM_ENRICHMENT_URL: `http://127.0.0.1:${port}` };
  return { asked, explain: (...args: string[]) => run(['explain', ...args], { env }) };
}

const QUESTION = ['Email', 'a/da@example.com', 'Marlton lobby'];

describe('explaining a person', () => {
  it('asks about this person and this journey', async () => {
    const { asked, explain } = await gateway(WAITING);
    await explain(...QUESTION);
    expect(asked).toEqual(['/profiles/Email/a%2Fda%40example.com/explain?journey=Marlton%20lobby']);
  });

  it('tells the verdict first and then what happened', async () => {
    const { explain } = await gateway(WAITING);
    const { exitCode, out } = await explain(...QUESTION);
    expect(exitCode).toBe(0);
    expect(out.split('\n')).toEqual([
      'a/da@example.com (Email) has entered "Marlton lobby"',
      'inside  Inside since noon. Waits at "A day".',
      '',
      '2026-03-02T12:00:00.000Z  entered        Entered version 1.',
      '2026-03-02T12:00:01.000Z  alreadyInside  An entrance was refused.',
      '',
    ]);
  });

  it('says how far back the log reaches, and nothing else where nothing happened', async () => {
    const verdict = { code: 'noEntrySeen', message: 'No event.' };
    const answer = { ...WAITING, entered: false, verdict, story: [], logSince: '2026-03-01T00:00:00.000Z' };
    const { explain } = await gateway(answer);
    expect((await explain(...QUESTION)).out.split('\n')).toEqual([
      'a/da@example.com (Email) has not entered "Marlton lobby"',
      'noEntrySeen  No event.',
      '',
      'What happened before 2026-03-01T00:00:00.000Z is not in the log any more.',
      '',
    ]);
  });

  it('gives programs the whole answer', async () => {
    const { explain } = await gateway(WAITING);
    const { out } = await explain(...QUESTION, '--json');
    expect(JSON.parse(out)).toEqual(WAITING);
  });

  it('ends with 1 and the words of the refusal for a journey that there is not', async () => {
    const { explain } = await gateway({ title: 'There is no such thing', detail: 'There is no journey "X".' }, 404);
    const { exitCode, err } = await explain('Email', 'ada', 'X');
    expect([exitCode, err]).toEqual([1, expect.stringContaining('There is no journey "X"')]);
  });

  it('ends with 1 for an answer of another form', async () => {
    const { explain } = await gateway({ hello: 'world' });
    expect(await explain(...QUESTION)).toMatchObject({ exitCode: 1, err: expect.stringContaining('something else') });
  });

  it('ends with 2 when it is not said which journey is meant', async () => {
    const { exitCode, err } = await run(['explain', 'Email', 'ada']);
    expect([exitCode, err]).toEqual([2, expect.stringContaining("missing required argument 'journey'")]);
  });
});
