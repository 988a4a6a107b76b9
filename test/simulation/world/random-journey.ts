import type { JourneyDocumentInput } from '@waystream/journey';
import type { Chance } from '../chance.js';
import { RANDOM_ACTIVITIES } from './random-activity.js';
import type { Entry, Next, Node, Sketch } from './sketch.js';
import { AUDIENCES, BUSINESS_EVENTS, EVENTS, ORDER_EVENTS, PROFILE } from './vocabulary.js';

/** Activities of one journey, apart from the entry; small journeys fail in ways that people can follow. */
const MOST_ACTIVITIES = 12;

/** What is settled about a journey before it is drawn, because others lead to it. */
export interface JourneyTerms {
  name: string;
  entry: Entry;
  /** Journeys that it may jump to. */
  others: readonly string[];
}

/** A journey that validation accepts: any shape of paths, any kinds of activity, any properties. */
export function randomJourney({ name, entry, others }: JourneyTerms, chance: Chance): JourneyDocumentInput {
  const nodes: Node[] = [];
  const sketch = sketchOf(chance, { entry, others, nodes });
  const first = entryNodes(sketch, entry);
  return {
    name,
    namespace: 'Email',
    properties: randomProperties(sketch),
    entry: 'entry',
    nodes: [...first, ...nodes],
  };
}

export function randomEntry(chance: Chance): Entry {
  return chance.weigh<Entry>([
    [8, { kind: 'event', event: chance.pick(EVENTS) }],
    [1, { kind: 'qualification' }],
    [1.5, { kind: 'run' }],
    [1.5, { kind: 'business', event: chance.pick(BUSINESS_EVENTS) }],
  ]);
}

function entryNodes(sketch: Sketch, entry: Entry): Node[] {
  const { chance } = sketch;
  const audience = chance.pick(AUDIENCES);
  const next = sketch.path();
  // Slow runs bring people one by one, quick ones all at once.
  const run = { type: 'readAudience', audience, ratePerSecond: chance.pick([10, 20, 500]), next } as const;
  switch (entry.kind) {
    case 'event':
      return [{ id: 'entry', type: 'event', event: entry.event, next }];
    case 'qualification':
      return [{ id: 'entry', type: 'audienceQualification', audience, next }];
    case 'run':
      return [{ id: 'entry', ...run }];
    case 'business':
      return [
        { id: 'entry', type: 'event', event: entry.event, next: 'read' },
        { id: 'read', ...run },
      ];
  }
}

function sketchOf(
  chance: Chance,
  { entry, others, nodes }: { entry: Entry; others: readonly string[]; nodes: Node[] },
): Sketch {
  const listening = new Set<string>();
  /** Whoever comes here from elsewhere has been sent what is waited for from here on, for nothing is. */
  const joinable: string[] = [];
  const called = new Set<string>();
  const sent: string[] = [];
  let reactions = 0;
  let left = MOST_ACTIVITIES;
  const event = 'event' in entry ? entry.event : null;
  const sketch: Sketch = {
    chance,
    number: event ? `@{${event}.amount}` : `#{${PROFILE}.points}`,
    word: event ? `@{${event}.word}` : `#{${PROFILE}.favourite}`,
    events: ORDER_EVENTS.some((one) => one === event) ? ORDER_EVENTS : EVENTS,
    others,
    called,
    call: (action) => called.add(action),
    sent,
    path,
    pathAfter(sender) {
      sent.push(sender);
      const next = path();
      sent.pop();
      return next;
    },
  };
  return sketch;

  function draw(isBeside: boolean): string {
    left -= 1;
    const id = `a${MOST_ACTIVITIES - left}`;
    const possible = Object.entries(RANDOM_ACTIVITIES).flatMap(([type, kind]) => {
      if (isBeside && !kind.isListening) return [];
      return kind.isPossible?.(sketch) === false ? [] : [[kind.weight, { type, kind }] as const];
    });
    const { type, kind } = chance.weigh(possible);
    if (type === 'reaction') reactions += 1;
    const before = reactions;
    nodes.push(kind.draw(sketch, id));
    if (reactions > before || type === 'reaction') return id;
    joinable.push(id);
    if (kind.isListening) listening.add(id);
    return id;
  }

  function path(): Next {
    if (left <= 0 || chance.happens(0.1)) return undefined;
    if (chance.happens(0.15) && joinable.length > 0) return chance.pick(joinable);
    if (chance.happens(0.7)) return draw(false);
    const beside = Array.from({ length: 2 + chance.below(2) }, () => {
      if (chance.happens(0.2) && listening.size > 0) return chance.pick([...listening]);
      return draw(true);
    });
    return [...new Set(beside)];
  }
}

function randomProperties({ chance }: Sketch): NonNullable<JourneyDocumentInput['properties']> {
  const waitPeriod = chance.pick(['PT1M', 'PT6H', 'P2D']);
  return {
    globalTimeout: chance.pick(['PT1H', 'PT6H', 'P2D', 'P5D', 'P30D']),
    useProfileTimezone: chance.happens(0.2),
    ...(chance.happens(0.3) && { reentrance: chance.pick([{ allowed: false }, { allowed: true, waitPeriod }]) }),
    ...(chance.happens(0.3) && { exitCriteria: [randomExit(chance)] }),
    ...(chance.happens(0.3) && { goal: { event: chance.pick(EVENTS), within: chance.pick(['PT1H', 'P3D']) } }),
  };
}

/** Exit criteria are judged at once, so they read events only. */
function randomExit(chance: Chance) {
  const event = chance.pick(EVENTS);
  return chance.pick([
    { event },
    { event, condition: `@{${event}.amount} > 5` },
    { audience: chance.pick(AUDIENCES), behaviour: 'exit' as const },
  ]);
}
