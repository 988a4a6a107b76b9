import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { kindOf } from './check/convert.js';
import {
  complete,
  contextOf,
  format,
  parse,
  prepare,
  references,
  type Scope,
  scopeOfContext,
  type Type,
  toWire,
  type Value,
} from './index.js';
import { KINDS, tokenSoup, typedExpressions } from './testing/arbitrary-expression.js';
import { readableText } from './testing/arbitrary-syntax.js';
import { quickestMs } from './testing/quickest-ms.js';
import { SAMPLE_CONTEXT } from './testing/sample-context.js';

const scope = scopeOfContext(SAMPLE_CONTEXT);
const BUDGET_MS = 50;
const chance = { random: () => 0.5, newId: () => 'id' };
const context = contextOf(SAMPLE_CONTEXT, chance);
const typed = typedExpressions(3);
const anyTyped = fc.oneof(...KINDS.map((kind) => typed[kind].map((text) => ({ kind, text }))));

/** Whether a value is one of those that a type stands for. */
function isOf(value: Value, type: Type): boolean {
  if (value === null || type.kind === 'any') return true;
  const kind = kindOf(value);
  if (type.kind === 'list') return Array.isArray(value) && value.every((item) => isOf(item, type.of));
  if (type.kind === 'decimal') return typeof value === 'number' && Number.isFinite(value);
  return kind === type.kind || (kind === 'object' && type.kind === 'map');
}

/** Text and structure of a tree without positions. */
function structure(text: string): string {
  return JSON.stringify(parse(text).ast, (key, value) =>
    /span/i.test(key) ? undefined : typeof value === 'bigint' ? `${value}n` : value,
  );
}

describe('for every expression that is put together by type', () => {
  it('the checker finds that type, and the value is of it', () => {
    fc.assert(
      fc.property(anyTyped, ({ kind, text }) => {
        const prepared = prepare(text, scope);
        if (!prepared.ok) throw new Error(`${text}: ${prepared.issues[0]?.message}`);
        expect(prepared.type.kind).toBe(kind);
        expect(isOf(prepared.evaluate(context), prepared.type)).toBe(true);
      }),
      { numRuns: 1_500 },
    );
  });

  it('the same context gives the same value', () => {
    fc.assert(
      fc.property(anyTyped, ({ text }) => {
        const [one, other] = [prepare(text, scope), prepare(text, scope)];
        if (!one.ok || !other.ok) throw new Error(text);
        const value = JSON.stringify(toWire(one.evaluate(context)));
        expect(JSON.stringify(toWire(other.evaluate(context)))).toBe(value);
        expect(JSON.stringify(toWire(one.evaluate(context)))).toBe(value);
      }),
      { numRuns: 500 },
    );
  });

  it('its canonical text is stable and means the same', () => {
    fc.assert(
      fc.property(anyTyped, ({ text }) => {
        const formatted = format(parse(text).ast);
        expect(parse(formatted).issues).toEqual([]);
        expect(format(parse(formatted).ast)).toBe(formatted);
        expect(structure(formatted)).toBe(structure(text));
      }),
      { numRuns: 500 },
    );
  });

  it('data of any other form neither throws nor breaks the type', () => {
    fc.assert(
      fc.property(
        anyTyped,
        fc.dictionary(
          fc.constantFrom(...Object.keys(SAMPLE_CONTEXT.events?.Purchase ?? {})),
          fc.jsonValue({ maxDepth: 3 }),
        ),
        ({ text }, live) => {
          const prepared = prepare(text, scope);
          if (!prepared.ok) throw new Error(text);
          const events = { Purchase: JSON.parse(JSON.stringify(live)) };
          const value = prepared.evaluate(contextOf({ ...SAMPLE_CONTEXT, events }, chance));
          expect(isOf(value, prepared.type)).toBe(true);
        },
      ),
      { numRuns: 1_000 },
    );
  });
});

describe('where nothing is known of the data', () => {
  const anything: Type = { kind: 'any' };
  const blind: Scope = { ...scope, event: () => anything, dataSource: () => ({ shape: anything }) };

  it('the value is of the type that the checker finds', () => {
    fc.assert(
      fc.property(anyTyped, ({ text }) => {
        const prepared = prepare(text, blind);
        if (prepared.ok) expect(isOf(prepared.evaluate(context), prepared.type)).toBe(true);
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('for every text that can be read', () => {
  it('the canonical text is stable and has the same structure', () => {
    fc.assert(
      fc.property(readableText, (text) => {
        expect(parse(text).issues).toEqual([]);
        const formatted = format(parse(text).ast);
        expect(parse(formatted).issues).toEqual([]);
        expect(format(parse(formatted).ast)).toBe(formatted);
        expect(structure(formatted)).toBe(structure(text));
      }),
      { numRuns: 2_000 },
    );
  });
});

it('no evaluation changes what it reads', () => {
  const before = JSON.stringify(SAMPLE_CONTEXT);
  fc.assert(
    fc.property(anyTyped, ({ text }) => {
      const prepared = prepare(text, scope);
      if (prepared.ok) prepared.evaluate(context);
    }),
    { numRuns: 500 },
  );
  expect(JSON.stringify(SAMPLE_CONTEXT)).toBe(before);
});

describe('for every text', () => {
  const anyText = fc.oneof(fc.string({ maxLength: 200, unit: 'binary' }), tokenSoup, mutated());

  it('there is an answer, and what is accepted is sound', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const { ast, issues } = parse(text);
        references(ast);
        format(ast);
        const prepared = prepare(text, scope);
        expect(prepared.ok && issues.length > 0).toBe(false);
        if (prepared.ok) expect(isOf(prepared.evaluate(context), prepared.type)).toBe(true);
        else
          for (const { from, to } of prepared.issues) expect(0 <= from && from <= to && to <= text.length).toBe(true);
      }),
      { numRuns: 3_000 },
    );
  });

  it('completion works at every offset', () => {
    fc.assert(
      fc.property(anyText, fc.nat(200), (text, offset) => {
        const at = Math.min(offset, text.length);
        const { from, to } = complete(text, at, scope);
        expect(from <= at && at <= to && to <= text.length).toBe(true);
      }),
      { numRuns: 1_000 },
    );
  });

  it('the answer to ten thousand characters takes at most 50 ms', () => {
    const longText = fc
      .array(tokenSoup, { minLength: 60, maxLength: 120 })
      .map((parts) => parts.join(' ').slice(0, 10_000));
    fc.assert(
      fc.property(longText, (text) => {
        expect(quickestMs(() => prepare(text, scope), BUDGET_MS)).toBeLessThanOrEqual(BUDGET_MS);
      }),
      { numRuns: 100 },
    );
  });
});

/** A valid expression from which a part was cut out or in which it was doubled. */
function mutated(): fc.Arbitrary<string> {
  return fc.tuple(anyTyped, fc.nat(), fc.nat(), fc.boolean()).map(([{ text }, one, other, twice]) => {
    const [from, to] = [one % (text.length + 1), other % (text.length + 1)].sort((a, b) => a - b);
    return twice ? text.slice(0, to) + text.slice(from) : text.slice(0, from) + text.slice(to);
  });
}
