import { alternative } from './alternative.js';
import { randomBranches } from './random-branches.js';
import { randomDuration } from './random-duration.js';
import { randomDate, randomText } from './random-expression.js';
import type { Node, NodeType, Sketch } from './sketch.js';
import { ACTIONS, AUDIENCES, TEMPLATE } from './vocabulary.js';

/** How often a kind of activity is drawn, whether it may stand beside others, and how one is drawn. */
export interface RandomActivity {
  weight: number;
  isListening: boolean;
  draw(sketch: Sketch, id: string): Node;
  /** Only where something is there for it to be about. */
  isPossible?(sketch: Sketch): boolean;
}

/** Every kind of activity that may stand behind an entry; one that is missing here does not compile. */
export const RANDOM_ACTIVITIES: Record<Exclude<NodeType, 'readAudience'>, RandomActivity> = {
  event: { weight: 4, isListening: true, draw: randomEvent },
  audienceQualification: { weight: 1, isListening: true, draw: randomQualification },
  reaction: {
    weight: 2,
    isListening: true,
    draw: randomReaction,
    isPossible: ({ sent }) => sent.length > 0,
  },
  wait: { weight: 4, isListening: true, draw: randomWait },
  condition: { weight: 4, isListening: false, draw: randomBranches },
  action: { weight: 4, isListening: false, draw: randomAction },
  email: { weight: 1, isListening: false, draw: randomEmail },
  updateProfile: { weight: 1, isListening: false, draw: randomUpdate },
  jump: { weight: 1, isListening: false, draw: randomJump, isPossible: ({ others }) => others.length > 0 },
  end: { weight: 1, isListening: false, draw: (_, id) => ({ id, type: 'end', label: id }) },
};

function randomEvent(sketch: Sketch, id: string): Node {
  const event = sketch.chance.pick(sketch.events);
  return { id, type: 'event', event, ...randomTimeout(sketch), next: sketch.path() };
}

function randomQualification(sketch: Sketch, id: string): Node {
  const { chance } = sketch;
  const behaviour = chance.pick(['enter', 'exit', 'both'] as const);
  const audience = chance.pick(AUDIENCES);
  return { id, type: 'audienceQualification', audience, behaviour, ...randomTimeout(sketch), next: sketch.path() };
}

function randomReaction(sketch: Sketch, id: string): Node {
  const { chance, sent } = sketch;
  const on = chance.pick(['sent', 'opened', 'failed', ['opened', 'clicked']] as const);
  const duration = chance.pick(['PT1M', 'PT1H', 'P1D']);
  const timeout = chance.happens(0.7) && { timeout: { duration, next: sketch.path() } };
  const kinds = typeof on === 'string' ? on : [...on];
  return { id, type: 'reaction', message: chance.pick(sent), on: kinds, ...timeout, next: sketch.path() };
}

/** None, one that leads on, or one with a path of its own. */
function randomTimeout(sketch: Sketch) {
  const duration = randomDuration(sketch.chance);
  return sketch.chance.weigh([
    [3, () => ({})],
    [2, () => ({ timeout: { duration } })],
    [2, () => ({ timeout: { duration, next: sketch.path() } })],
  ])();
}

function randomWait(sketch: Sketch, id: string): Node {
  const { chance } = sketch;
  const next = sketch.path();
  const date = chance.pick(['2026-03-02T12:00:00Z', '2026-03-03', '2026-03-04T18:00']);
  return chance.weigh<() => Node>([
    [4, () => ({ id, type: 'wait', kind: 'duration', duration: randomDuration(chance), next })],
    [1, () => ({ id, type: 'wait', kind: 'date', date, next })],
    [1, () => ({ id, type: 'wait', kind: 'custom', expression: randomDate(sketch), next, ...alternative(sketch) })],
  ])();
}

function randomAction(sketch: Sketch, id: string): Node {
  const action = sketch.chance.pick(ACTIONS);
  sketch.call(action);
  const parameters = { text: randomText(sketch) };
  return { id, type: 'action', action, parameters, next: sketch.pathAfter(id), ...alternative(sketch) };
}

function randomEmail(sketch: Sketch, id: string): Node {
  const parameters = { name: randomText(sketch) };
  const to = "'ada@example.org'";
  return { id, type: 'email', template: TEMPLATE, to, parameters, next: sketch.pathAfter(id), ...alternative(sketch) };
}

function randomUpdate(sketch: Sketch, id: string): Node {
  return {
    id,
    type: 'updateProfile',
    field: 'favourite',
    value: sketch.word,
    next: sketch.path(),
    ...alternative(sketch),
  };
}

function randomJump(sketch: Sketch, id: string): Node {
  const parameters = { person: "'somebody'", word: randomText(sketch) };
  return { id, type: 'jump', journey: sketch.chance.pick(sketch.others), parameters, next: sketch.path() };
}
