import type { StepEvent } from '@waystream/journey';
import { aJourney, anAction, anEvent, engineStage, STORY_START_MS, type StoryWorld } from '@waystream/testing';

/** One morning in the lobby, played on the engine: every way a visit and an instance can end, but for the rare ones. */
const lobby: StoryWorld = {
  events: [anEvent('Arrived', { vip: 'boolean' }), anEvent('Ordered')],
  actions: [anAction('Greet'), anAction('Remind')],
  journeys: [
    aJourney('Lobby', [
      { id: 'arrived', type: 'event', event: 'Arrived', next: 'isVip' },
      {
        id: 'isVip',
        type: 'condition',
        kind: 'dataSource',
        paths: [{ id: 'vip', label: 'A regular', expression: '@{Arrived.vip}', next: 'greet' }],
        otherwise: { next: ['ordered', 'hour'] },
      },
      { id: 'greet', type: 'action', action: 'Greet', parameters: {}, label: 'Say hello', next: 'done' },
      { id: 'ordered', type: 'event', event: 'Ordered', next: 'done' },
      { id: 'hour', type: 'wait', kind: 'duration', duration: 'PT1H', next: 'remind' },
      { id: 'remind', type: 'action', action: 'Remind', parameters: {}, next: 'done', onError: { next: 'done' } },
      { id: 'done', type: 'end', label: 'Done' },
    ]),
  ],
  answers: ({ path }) => ({ status: path === '/Greet' ? 500 : 200 }),
};

/** The version that the steps are of. */
export const LOBBY_VERSION = {
  uid: 'version-1',
  journeyUid: 'journey-1',
  version: 1,
  status: 'live',
  document: { ...lobby.journeys[0] },
  createdAt: new Date(STORY_START_MS).toISOString(),
  modifiedAt: new Date(STORY_START_MS).toISOString(),
  publishedAt: new Date(STORY_START_MS).toISOString(),
};

/** Ada orders, Bob is reminded, Eve is a regular whose greeting fails, Ida arrives twice and still waits, Kim is taken out. */
export async function playLobby(): Promise<StepEvent[]> {
  const stage = await engineStage(lobby);
  await stage.sends('kim', 'Arrived', { vip: false });
  await stage.stops('Lobby');
  const again = await engineStage(lobby);
  await again.sends('ada', 'Arrived', { vip: false });
  await again.sends('bob', 'Arrived', { vip: false });
  await again.sends('eve', 'Arrived', { vip: true });
  await again.sends('ada', 'Ordered');
  await again.after('PT2H');
  await again.sends('ida', 'Arrived', { vip: false });
  await again.sends('ida', 'Arrived', { vip: false });
  const people = ['ada', 'bob', 'eve', 'ida'].map((person) => again.steps(person));
  return [...(await stage.steps('kim')), ...(await Promise.all(people)).flat()];
}

/** What a report of that morning says. */
export const LOBBY_FIGURES = {
  entered: 5,
  current: 1,
  completed: 2,
  failed: 1,
  timedOut: 0,
  stopped: 1,
  converted: 0,
  discarded: { alreadyInside: 1 },
};

const untouched = { errors: 0, timedOut: 0, capped: 0, waiting: 0 };

export const LOBBY_ACTIVITIES = [
  { id: 'arrived', type: 'event', label: null, entered: 5, completed: 5, ...untouched, paths: { next: 5 } },
  {
    id: 'isVip',
    type: 'condition',
    label: null,
    entered: 5,
    completed: 5,
    ...untouched,
    paths: { vip: 1, otherwise: 4 },
  },
  {
    id: 'greet',
    type: 'action',
    label: 'Say hello',
    entered: 1,
    completed: 0,
    ...untouched,
    errors: 1,
    paths: { next: 0 },
  },
  { id: 'ordered', type: 'event', label: null, entered: 4, completed: 1, ...untouched, waiting: 1, paths: { next: 1 } },
  { id: 'hour', type: 'wait', label: null, entered: 4, completed: 1, ...untouched, waiting: 1, paths: { next: 1 } },
  { id: 'remind', type: 'action', label: null, entered: 1, completed: 1, ...untouched, paths: { next: 1, error: 0 } },
  { id: 'done', type: 'end', label: 'Done', entered: 2, completed: 2, ...untouched, paths: {} },
];
