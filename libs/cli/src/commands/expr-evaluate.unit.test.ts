import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fromRfc3339, systemClock } from '@waystream/core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { run } from '../run.test.js';

const CONTEXT = {
  now: '2026-01-02T03:04:05Z',
  timezone: 'Europe/Paris',
  events: { Order: { total: 80.5, note: 'x', tokens: ['a', 'b'], city: 'København' } },
  dataSources: { Weather: { main: { degrees: 31.5 } } },
  actions: { SendPush: { messageId: 'm1' } },
  audiences: ['Silver'],
  journey: { journeyVersion: '1.0' },
};

let cwd: string;
beforeAll(() => {
  cwd = mkdtempSync(join(tmpdir(), 'waystream-expr-'));
  writeFileSync(join(cwd, 'context.json'), JSON.stringify(CONTEXT));
  writeFileSync(join(cwd, 'context.yaml'), 'now: 2026-01-02T03:04:05Z\nevents:\n  Order: {total: 80.5}\n');
});
afterAll(() => rmSync(cwd, { recursive: true }));

const evaluate = (expression: string, ...more: string[]) =>
  run(['expr', 'evaluate', '-f', 'context.json', ...more, '--', expression], { cwd });
const evaluateOn = (stdin: Uint8Array[] | string, expression = '1') =>
  run(['expr', 'evaluate', expression, '-f', '-'], { stdin });

describe('evaluating an expression', () => {
  it.each([
    ['-@{Order.total} * 2.0', '-161', 'decimal'],
    ['#{Weather.main.degrees} > 30 and inAudience("Silver")', 'true', 'boolean'],
    ['@action{SendPush.messageId}', '"m1"', 'string'],
    ['#{JourneyProperties.journeyVersion}', '"1.0"', 'string'],
    ['@{Order.tokens}', '["a","b"]', 'listString'],
    ['now()', '"2026-01-02T03:04:05.000Z"', 'dateTime'],
    ['9007199254740993 + 0', '"9007199254740993"', 'integer'],
  ])('shows the value of %s in wire form and its type', async (expression, value, type) => {
    const { exitCode, out, err } = await evaluate(expression);
    expect({ exitCode, err }).toEqual({ exitCode: 0, err: '' });
    expect(out).toBe(`value  ${value}\ntype   ${type}\n`);
  });

  it('reads the context from YAML as well', async () => {
    const { out } = await run(['expr', 'evaluate', '@{Order.total}', '-f', 'context.yaml', '--json'], { cwd });
    expect(JSON.parse(out)).toEqual({ type: 'decimal', value: 80.5, errors: [] });
  });

  it('reads the context from the standard input, however its characters are cut', async () => {
    const bytes = [...Buffer.from(JSON.stringify(CONTEXT))].map((byte) => Uint8Array.of(byte));
    const { out } = await evaluateOn(bytes, '@{Order.city}');
    expect(out).toBe('value  "København"\ntype   string\n');
  });

  it('needs no context for an expression that reads nothing, and takes the present time', async () => {
    const before = systemClock.now();
    const { exitCode, out } = await run(['expr', 'evaluate', 'now()', '--json']);
    expect(exitCode).toBe(0);
    const value = fromRfc3339(JSON.parse(out).value);
    expect(value).toBeGreaterThanOrEqual(before);
    expect(value).toBeLessThanOrEqual(systemClock.now());
  });

  it('draws random numbers and new ids', async () => {
    expect(await evaluate('random() < 1.0 and length(uuid()) == 36')).toMatchObject({
      exitCode: 0,
      out: 'value  true\ntype   boolean\n',
    });
  });

  it('says beside the value where something became null', async () => {
    const { exitCode, out, err } = await evaluate('toInteger(@{Order.note})');
    expect({ exitCode, out }).toEqual({ exitCode: 0, out: 'value  null\ntype   integer\n' });
    expect(err.split('\n')).toEqual([
      expect.stringMatching(/^line 1, column 1: toInteger\(\) .+ {2}\[conversion\]$/),
      '  toInteger(@{Order.note})',
      '  ^^^^^^^^^^^^^^^^^^^^^^^^',
      '',
    ]);
  });

  it('tells programs in the answer where something became null', async () => {
    const { exitCode, out, err } = await evaluate('1 +\n toInteger(@{Order.note})', '--json');
    expect({ exitCode, err }).toEqual({ exitCode: 0, err: '' });
    expect(JSON.parse(out)).toMatchObject({
      type: 'integer',
      value: null,
      errors: [{ line: 2, column: 2, from: 5, to: 29, code: 'conversion' }],
    });
  });

  it('ends with 1 and every error when the expression has no value', async () => {
    const { exitCode, out, err } = await evaluate('@{Ordre.total}');
    expect({ exitCode, out }).toEqual({ exitCode: 1, out: '' });
    expect(err.split('\n')).toEqual([
      '',
      'The expression cannot be evaluated',
      expect.stringMatching(/^ {2}line 1, column 3: .*"Ordre".*Order\?$/),
      '    @{Ordre.total}',
      '      ^^^^^',
      '',
    ]);
    const asked = await evaluate('1 + 1', '--expects', 'condition', '--json');
    expect(asked.exitCode).toBe(1);
    expect(JSON.parse(asked.out)).toMatchObject({ type: null, value: null, errors: [{ line: 1, column: 1 }] });
  });

  it('says how to give a context to an expression that needs one', async () => {
    const { exitCode, err } = await run(['expr', 'evaluate', '@{Order.total}']);
    expect(exitCode).toBe(1);
    expect(err).toContain('give one with -f');
  });
});

describe('a context that cannot be used', () => {
  it('is refused with every field and the way out', async () => {
    const { exitCode, out, err } = await evaluateOn('{"now": "today", "evnts": {}, "actions": {"Push": 5}}');
    expect({ exitCode, out }).toEqual({ exitCode: 2, out: '' });
    expect(err.split('\n').map((line) => line.slice(0, 70).trimEnd())).toEqual([
      '',
      'The context cannot be used',
      '  evnts is no field of a context; did you mean "events"?',
      '  now must be a time with its offset, such as "2026-01-02T03:04:05Z",',
      '  actions.Push must be an object, the response of the action',
      '',
    ]);
  });

  it.each([
    ['malformed', '{"events": ', 'line 1, column'],
    ['empty', '', 'it is empty'],
    ['no object', '[1]', 'it must be an object with any of now'],
    ['several documents', '{}\n---\n{}', 'more than one document'],
  ])('is refused when it is %s', async (_, stdin, words) => {
    const { exitCode, err } = await evaluateOn(stdin);
    expect(exitCode).toBe(2);
    expect(err).toContain(words);
  });

  it('is refused when there is no such file', async () => {
    const { exitCode, err } = await run(['expr', 'evaluate', '1', '-f', 'nowhere.json'], { cwd });
    expect(exitCode).toBe(2);
    expect(err).toContain('nowhere.json cannot be read');
  });

  it('cannot share the standard input with the expression', async () => {
    const { exitCode, err } = await evaluateOn('1', '-');
    expect(exitCode).toBe(2);
    expect(err).toContain('not both');
  });
});
