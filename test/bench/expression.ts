import {
  type CompiledExpression,
  type ContextJson,
  contextOf,
  type EvaluationContext,
  prepare,
  scopeOfContext,
} from '@waystream/expression';

/** One kind of work, through the language and as one would write it by hand. Both must come to the same answer. */
interface Pair {
  readonly name: string;
  readonly language: () => unknown;
  readonly byHand: () => unknown;
}

/** Each side of a pair first runs warm, then in turns of this length; the median turn counts. */
const WARM_UP_MS = 1_000;
const TURN_MS = 120;
const TURNS = 9;

/** Operations a second of the expression language, each next to the same logic in JavaScript in the same run. */
export async function benchExpression(): Promise<void> {
  console.log('expression: operations a second, through the language and by hand');
  const context = contextOf(CONTEXT, { random: Math.random, newId: () => crypto.randomUUID() });
  for (const pair of pairs(context)) {
    const [answer, expected] = [pair.language(), pair.byHand()].map((value) => JSON.stringify(value));
    if (answer !== expected) throw new Error(`${pair.name}: ${answer} by the language, ${expected} by hand`);
    const { language, byHand } = measure(pair);
    const figures = `${perSecond(language)} language, ${perSecond(byHand)} by hand`;
    console.log(`  ${pair.name.padEnd(46)} ${figures}, ratio ${(byHand / language).toFixed(2)}`);
    await new Promise((resolve) => setImmediate(resolve));
  }
}

function pairs(context: EvaluationContext): Pair[] {
  const { comparison, fiveClauses, filter, pattern } = compileAll();
  let written = 0;
  const anchored = /^(?:[a-z0-9]+ ?)+$/;
  return [
    {
      name: 'comparison of one field',
      language: () => comparison(context),
      byHand: () => Number(context.event('Order')?.total) > 50,
    },
    {
      name: 'five clauses over a payload of 1 KB',
      language: () => fiveClauses(context),
      byHand: () => fiveByHand(context),
    },
    {
      name: 'filter and count of 1,000 elements',
      language: () => filter(context),
      byHand: () => filterByHand(context),
    },
    {
      name: 'regular expression over 10 KB',
      language: () => pattern(context),
      byHand: () => anchored.test(String(context.event('Order')?.text)),
    },
    {
      name: `parse, check and compile of ${LONG.length} characters`,
      language: () => prepare(LONG, SCOPE).ok,
      byHand: () => typeof new Function('context', `${LONG_BY_HAND} // ${written++}`) === 'function',
    },
  ];
}

const HISTORY = Array.from({ length: 1_000 }, (_, index) => ({
  _id: `event-${index}`,
  timestamp: new Date(Date.UTC(2026, 10, 30) - index * 3_600_000).toISOString(),
  kind: index % 3 === 0 ? 'addToCart' : 'view',
}));

const CONTEXT: ContextJson = {
  now: '2026-12-01T10:00:00.000Z',
  timezone: 'UTC',
  events: {
    Order: {
      orderId: '12345',
      total: 80.5,
      pieces: 3,
      vip: true,
      model: 'iPad Air',
      due: '2026-12-24T18:30:00.000+01:00',
      status: 'paid',
      address: { street: '1 rue de la République', city: 'Orléans', country: 'FR' },
      lines: Array.from({ length: 8 }, (_, index) => ({ sku: `sku-${index}`, price: 10 * index, tags: ['a', 'b'] })),
      text: 'the quick brown fox '.repeat(500),
    },
  },
  dataSources: { ExperiencePlatform: { History: { experienceevent: HISTORY } } },
};
const SCOPE = scopeOfContext(CONTEXT);

const FIVE = [
  '@{Order.total} > 50',
  '@{Order.pieces} >= 2',
  'in(@{Order.status}, ["paid", "shipped"])',
  'startWithIgnoreCase(@{Order.model}, "ipad")',
  '@{Order.due} > now()',
].join(' and ');
const LONG = `${FIVE} and (@{Order.vip} == true or count(@{Order.lines.all(currentEventField.price > 20).sku}) > 2 or equalIgnoreCase(@{Order.address.city}, "paris") or matchRegExp(@{Order.orderId}, "[0-9]+"))`;
const LONG_BY_HAND = `const order = context.event('Order'); return order.total > 50 && order.pieces >= 2 && ['paid', 'shipped'].includes(order.status) && order.model.toLowerCase().startsWith('ipad') && Date.parse(order.due) > context.now && (order.vip === true || order.lines.filter((line) => line.price > 20).length > 2 || order.address.city.toLowerCase() === 'paris' || /^[0-9]+$/.test(order.orderId));`;

function compileAll() {
  return {
    comparison: compiled('@{Order.total} > 50'),
    fiveClauses: compiled(FIVE),
    filter: compiled(
      'count(#{ExperiencePlatform.History.experienceevent.all(currentDataPackField.kind == "addToCart" and inLastDays(currentDataPackField.timestamp, 7))._id})',
    ),
    pattern: compiled('matchRegExp(@{Order.text}, "(?:[a-z0-9]+ ?)+")'),
  };
}

function compiled(text: string): CompiledExpression {
  const prepared = prepare(text, SCOPE);
  if (!prepared.ok) throw new Error(prepared.issues[0]?.message ?? text);
  return prepared.evaluate;
}

const STATUSES = new Set(['paid', 'shipped']);

function fiveByHand(context: EvaluationContext): boolean {
  const order = context.event('Order');
  return (
    order !== undefined &&
    Number(order.total) > 50 &&
    Number(order.pieces) >= 2 &&
    STATUSES.has(String(order.status)) &&
    String(order.model).toLowerCase().startsWith('ipad') &&
    Date.parse(String(order.due)) > context.now
  );
}

function filterByHand(context: EvaluationContext): number {
  const history = context.dataSource('ExperiencePlatform', 'History', null);
  const { experienceevent } = history as { experienceevent: { kind: string; timestamp: string }[] };
  const from = context.now - 7 * 86_400_000;
  let count = 0;
  for (const { kind, timestamp } of experienceevent) {
    if (kind !== 'addToCart') continue;
    const at = Date.parse(timestamp);
    if (at >= from && at <= context.now) count += 1;
  }
  return count;
}

/** Operations a second of both sides, which take turns so that a busy neighbour disturbs both. */
function measure({ language, byHand }: Pair): { language: number; byHand: number } {
  const rates = { language: [] as number[], byHand: [] as number[] };
  turnOf(language, WARM_UP_MS);
  turnOf(byHand, WARM_UP_MS);
  for (let turn = 0; turn < TURNS; turn++) {
    rates.language.push(turnOf(language, TURN_MS));
    rates.byHand.push(turnOf(byHand, TURN_MS));
  }
  return { language: median(rates.language), byHand: median(rates.byHand) };
}

function turnOf(work: () => unknown, lengthMs: number): number {
  const begin = performance.now();
  let done = 0;
  let elapsedMs = 0;
  for (let batch = 1; elapsedMs < lengthMs; elapsedMs = performance.now() - begin) {
    for (let index = 0; index < batch; index++) latest.result = work();
    done += batch;
    if (elapsedMs < lengthMs / 10) batch *= 2;
  }
  return (done / elapsedMs) * 1_000;
}

/** The latest result, so that no work can be left out as unused. */
const latest: { result: unknown } = { result: undefined };

function median(rates: readonly number[]): number {
  return rates.toSorted((one, other) => one - other)[Math.floor(rates.length / 2)] ?? 0;
}

function perSecond(rate: number): string {
  return `${Math.round(rate).toLocaleString('en')}/s`;
}
