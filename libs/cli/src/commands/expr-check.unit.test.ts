import { describe, expect, it } from 'vitest';
import { run } from '../run.test.js';

const CONTEXT = JSON.stringify({ events: { Order: { total: 80.5, vip: true } } });

const check = (expression: string, ...more: string[]) => run(['expr', 'check', ...more, '--', expression]);
const checkWithContext = (expression: string, ...more: string[]) =>
  run(['expr', 'check', '-f', '-', ...more, '--', expression], { stdin: CONTEXT });

describe('checking an expression', () => {
  it('shows the type and everything that is read', async () => {
    const expression = [
      '@{Order.total} > 80 and @{Order."unit price"} > 1 and inAudience("Silver")',
      'and #{Weather.main.degrees, params: {city: @{Order.city}}} > 30',
      'and @action{SendPush} is not null and #{JourneyProperties.journeyVersion} == "1"',
    ].join('\n');
    const { exitCode, out, err } = await check(expression);
    expect(out.split('\n')).toEqual([
      'type   boolean',
      'reads  event Order: total, "unit price", city',
      '       data source Weather.main (city: @{Order.city}): degrees',
      '       action SendPush: everything',
      '       audience Silver',
      '       journey property journeyVersion',
      '',
    ]);
    expect({ exitCode, err }).toEqual({ exitCode: 0, err: '' });
  });

  it('says when nothing is read', async () => {
    expect(await check('1 + 1')).toMatchObject({ exitCode: 0, out: 'type   integer\nreads  nothing\n' });
  });

  it('shows every error with its line and a caret below what is meant', async () => {
    const { exitCode, out, err } = await checkWithContext('@{Order.vip} and\n  @{Order.total} == true or\n\t5');
    expect(out.split('\n')).toEqual([
      expect.stringMatching(/^line 2, column 18: == needs /),
      '    @{Order.total} == true or',
      '                   ^^',
      expect.stringMatching(/^line 3, column 2: or needs boolean/),
      '  \t5',
      '  \t^',
      '',
    ]);
    expect(exitCode).toBe(1);
    expect(err).toBe('\nThe expression cannot be used as it is\n');
  });

  it('puts the caret of an unfinished expression after its end', async () => {
    const { exitCode, out } = await check('1 +');
    expect(exitCode).toBe(1);
    expect(out.split('\n').slice(1)).toEqual(['  1 +', '     ^', '']);
  });

  it('reads the expression from the standard input, without the end of its line', async () => {
    const { exitCode, out } = await run(['expr', 'check', '-'], { stdin: '1 +\r\n' });
    expect(exitCode).toBe(1);
    expect(out.split('\n').slice(1)).toEqual(['  1 +', '     ^', '']);
  });

  it('refuses what an example does not have, and without an example only what the language does not have', async () => {
    expect(await checkWithContext('@{Basket.total} > 1')).toMatchObject({ exitCode: 1 });
    expect(await check('@{Basket.total} > 1')).toMatchObject({ exitCode: 0 });
    expect(await check('#{JourneyProperties.shoeSize}')).toMatchObject({ exitCode: 1 });
  });

  it.each([
    ['integer', 0],
    ['decimal', 0],
    ['key', 0],
    ['condition', 1],
    ['wait', 1],
  ])('judges the type by its place: an integer as %s ends with %i', async (expects, exitCode) => {
    expect(await check('1 + 1', '--expects', expects)).toMatchObject({ exitCode });
  });

  it('answers programs with type, references and errors', async () => {
    const expression = '#{Weather.main.degrees, params: {city: @{Order.city}}} > 30';
    const good = await check(expression, '--json');
    expect(good.exitCode).toBe(0);
    expect(JSON.parse(good.out)).toEqual({
      type: 'boolean',
      references: {
        events: [{ event: 'Order', path: ['city'] }],
        dataSources: [
          { source: 'Weather', fieldGroup: 'main', params: { city: '@{Order.city}' }, paths: [['degrees']] },
        ],
        actions: [],
        audiences: [],
        journeyProperties: [],
      },
      errors: [],
    });
    const bad = await check('lenght(@{Order.note})', '--json');
    expect(bad.exitCode).toBe(1);
    expect(JSON.parse(bad.out)).toMatchObject({
      type: null,
      references: { events: [{ event: 'Order', path: ['note'] }] },
      errors: [{ line: 1, column: 1, from: 0, to: 6, message: expect.stringContaining('length') }],
    });
  });

  it.each([
    ['no expression', ['check'], "missing required argument 'expression'"],
    ['a type that does not exist', ['check', '1', '--expects', 'sandwich'], 'Allowed choices are string, integer'],
    ['a command that does not exist', ['chekc', '1'], 'Did you mean check?'],
    ['an expression that looks like an option', ['check', '-@{Order.total}'], 'unknown option'],
  ])('ends with 2 for %s', async (_, args, words) => {
    const { exitCode, err } = await run(['expr', ...args]);
    expect(exitCode).toBe(2);
    expect(err).toContain(words);
  });
});
