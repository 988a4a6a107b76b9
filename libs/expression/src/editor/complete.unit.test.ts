import { describe, expect, it } from 'vitest';
import { complete, prepare, type Scope, scopeOfContext } from '../index.js';
import { SAMPLE_CONTEXT } from '../testing/sample-context.js';

const example = scopeOfContext(SAMPLE_CONTEXT);
const scope: Scope = {
  ...example,
  event: (name) =>
    name === 'Order'
      ? {
          kind: 'object',
          fields: {
            status: { kind: 'string', labels: { new: 'Just placed', paid: 'Paid' } },
            'odd name': { kind: 'integer' },
            emails: { kind: 'map', of: { kind: 'string' } },
          },
        }
      : example.event(name),
  dataSource: (source, fieldGroup) =>
    source === 'Gps'
      ? { shape: { kind: 'object', fields: {} }, params: ['city', 'country', 'api-key'] }
      : example.dataSource(source, fieldGroup),
  names: {
    events: ['Order', ...example.names.events],
    dataSources: { ...example.names.dataSources, Gps: ['main'] },
    actions: example.names.actions,
  },
  audiences: ['Gold', 'Silver'],
};

/** Completions at the bar in a text, which is not part of it. */
function at(marked: string) {
  const offset = marked.indexOf('|');
  const text = marked.replace('|', '');
  const { from, to, items } = complete(text, offset, scope);
  return { labels: items.map(({ label }) => label), items, replaced: text.slice(from, to) };
}

describe('inside a reference', () => {
  it.each([
    ['@{|', ['Order', 'Purchase', 'My-Event', 'SegmentQualification']],
    ['@{Pur|', ['Purchase']],
    ['#{W|', ['Weather']],
    ['#{Weather.|', ['main']],
    ['#{ExperiencePlatform.|}', ['Profile', 'History']],
    ['@action{|}', ['Push']],
    ['@{Order.|', ['status', 'odd name', 'emails']],
    ['@{Order. |}', ['status', 'odd name', 'emails']],
    ['@{Order.st|}', ['status']],
    ['@{Order.emails.|}', ['entry()', 'keys()', 'values()', 'firstEntryKey()']],
    ['@{Purchase.rain.|} == 1', ['3h', '-x', '@id']],
    ['@{Purchase.lines.first().maker.|', ['name']],
    ['#{Weather.main.days.|}', ['all()', 'first()', 'last()', 'at()', 'high']],
    ['@action{Push.jo|}', ['jo_status']],
    ['#{JourneyProperties.lastErr|}', ['lastErrorCode']],
    ['@{Order.status, |}', ['defaultValue']],
    ['#{Weather.main.temperature, |}', ['defaultValue', 'params']],
    ['#{Gps.main, params: {|}}', ['city', 'country', 'api-key']],
    ['#{Gps.main, params: {city: 1, co|}}', ['country']],
  ])('%s', (marked, labels) => {
    expect(at(marked).labels).toEqual(expect.arrayContaining(labels));
    expect(at(marked).labels).toHaveLength(labels.length);
  });

  it('quotes names that need it', () => {
    expect(at('@{Order.odd|}').items[0]).toMatchObject({ insert: '"odd name"', detail: 'integer' });
    expect(at('@{Purchase.rain.3|}').labels).toEqual(['3h']);
    expect(at('#{Gps.main, params: {api|}}').items[0]).toMatchObject({ insert: '"api-key"' });
  });

  it('replaces the whole name that the cursor stands in', () => {
    expect(at('@{Order.sta|tus} == "new"').replaced).toBe('status');
  });
});

describe('where a value begins', () => {
  it('offers references, functions and constants', () => {
    const { labels } = at('|');
    expect(labels).toEqual(
      expect.arrayContaining(['@{Order}', '#{Weather.main}', '@action{Push}', 'contain', 'not', 'true', 'if']),
    );
    expect(labels).not.toContain('and');
  });

  it('offers functions with their signatures', () => {
    const [found] = at('true and startWithI|').items;
    expect(found).toMatchObject({
      label: 'startWithIgnoreCase',
      insert: 'startWithIgnoreCase(',
      kind: 'function',
      detail: 'startWithIgnoreCase(string, string): boolean',
    });
  });

  it('offers the element inside the condition of a collection only', () => {
    expect(at('@{Purchase.lines.all(curr|)}').labels).toContain('currentEventField');
    expect(at('#{Weather.main.days.first(curr|)}').labels).toContain('currentDataPackField');
    expect(at('curr|').labels).not.toContain('currentEventField');
  });

  it('offers the fields of the element', () => {
    expect(at('@{Purchase.lines.all(currentEventField.ma|').labels).toEqual(['maker']);
    expect(at('@{Purchase.lines.all(currentEventField.maker.|)}').labels).toEqual(['name']);
  });
});

describe('where a value has ended', () => {
  it('offers operators', () => {
    expect(at('@{Order.status} |').labels).toEqual(expect.arrayContaining(['and', 'or', '==', 'is null']));
    expect(at('1 a|').labels[0]).toBe('and');
    expect(at('1 is |').labels).toContain('not null');
    expect(at('[1] has |').labels).toEqual(['null']);
  });
});

describe('where a constant is meant', () => {
  it('offers the values of an enumeration with their labels', () => {
    expect(at('@{Order.status} == "|"').items).toMatchObject([
      { label: 'new', insert: '"new"', detail: 'Just placed' },
      { label: 'paid', insert: '"paid"' },
    ]);
    expect(at('@{Order.status} == "pa|').replaced).toBe('"pa');
    expect(at('"|" != @{Order.status}').labels).toEqual(['new', 'paid']);
  });

  it('offers audiences, units of time and the fields of objects', () => {
    expect(at('inAudience("S|")').labels).toEqual(['Silver']);
    expect(at('nowWithDelta(1, "m|")').labels).toEqual(['months', 'minutes']);
    expect(at('sort(@{Purchase.lines}, "pr|", true)').items[0]).toMatchObject({ insert: '"price"' });
  });

  it('offers nothing inside any other text', () => {
    expect(at('"some |text"').labels).toEqual([]);
    expect(at('upper("so|').labels).toEqual([]);
  });
});

it('offers nothing that breaks what it completes', () => {
  for (const marked of ['@{Order.|}', '@{Purchase.rain.|}', '@{Order.status} == "|"', 'inAudience("|")']) {
    const text = marked.replace('|', '');
    const { from, to, items } = complete(text, marked.indexOf('|'), scope);
    expect(items.length).toBeGreaterThan(0);
    for (const { insert } of items.filter((item) => item.kind !== 'function')) {
      const completed = text.slice(0, from) + insert + text.slice(to);
      expect(prepare(completed, scope), completed).toMatchObject({ ok: true });
    }
  }
});
