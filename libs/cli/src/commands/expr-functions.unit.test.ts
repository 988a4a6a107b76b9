import { functionCatalogue } from '@waystream/expression';
import { describe, expect, it } from 'vitest';
import { run } from '../run.test.js';

describe('looking up functions', () => {
  it('shows how one is called, what it does and an example', async () => {
    const { exitCode, out } = await run(['expr', 'functions', 'limit']);
    expect(exitCode).toBe(0);
    expect(out.split('\n')).toEqual([
      'limit(list, integer): list',
      'limit(list, integer, boolean): list',
      expect.stringMatching(/^ {2}The first elements/),
      '  limit(["A", "B", "C"], 2) → ["A", "B"]',
      '',
    ]);
  });

  it('shows all of them by group', async () => {
    const { exitCode, out } = await run(['expr', 'functions']);
    expect(exitCode).toBe(0);
    const headings = out.split('\n').filter((line) => /^\w/.test(line));
    expect(headings).toEqual([...new Set(functionCatalogue.map(({ group }) => group))]);
    for (const { signatures } of functionCatalogue) {
      for (const signature of signatures) expect(out).toContain(`\n  ${signature}\n`);
    }
  });

  it('guesses which one a mistyped name stands for', async () => {
    const { exitCode, out, err } = await run(['expr', 'functions', 'limt']);
    expect({ exitCode, out }).toEqual({ exitCode: 1, out: '' });
    expect(err).toContain('There is no function "limt"; did you mean "limit"?');
  });

  it('answers programs with the catalogue, or with one entry of it', async () => {
    expect(JSON.parse((await run(['expr', 'functions', '--json'])).out)).toEqual(functionCatalogue);
    const one = JSON.parse((await run(['expr', 'functions', 'trim', '--json'])).out);
    expect(one).toEqual(functionCatalogue.find(({ name }) => name === 'trim'));
  });
});
