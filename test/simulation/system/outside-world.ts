import type { Clock, Json } from '@waystream/core';
import {
  type ActionRequest,
  type DataRequest,
  type FetchAnswer,
  type FetchedInput,
  type PerformedInput,
  type PerformedOutcome,
  parsePersonId,
} from '@waystream/journey';
import type { Store } from '@waystream/redis';
import { createGrant } from '../../../services/enrichment/src/granting/grant.js';
import { createChance } from '../chance.js';
import { MOST_TESTERS, TEST_PROFILES, WORDS } from '../world/vocabulary.js';

/** The systems that Waystream calls. What they answer depends on the request alone, so a repeated call hears the same. */
export interface OutsideWorld {
  answer(request: ActionRequest | DataRequest): Promise<PerformedInput | FetchedInput>;
  /** Request id → what was asked for, and how often. */
  readonly calls: ReadonlyMap<string, { content: string; times: number }>;
  /** Messages that were sent, in order; one that was sent again is the same. */
  readonly sent: readonly Pick<ActionRequest, 'person' | 'instance' | 'node'>[];
  /** Redis has forgotten decisions; what is decided instead may ask for other things under the same ids. */
  failedOver(): void;
}

/** Places are granted by enrichment's own code. */
export function createOutsideWorld(seed: string, { store, clock }: { store: Store; clock: Clock }): OutsideWorld {
  const calls = new Map<string, { content: string; times: number }>();
  const sent: ActionRequest[] = [];
  const grant = createGrant(store, clock);
  let isSameById = true;
  return {
    calls,
    sent,
    failedOver() {
      isSameById = false;
    },
    async answer(request) {
      note(calls, request, isSameById);
      const chance = createChance(`${seed}/${request.id}`);
      const { v, id, person, instance, visit } = request;
      const performed = (outcome: PerformedOutcome): PerformedInput => {
        return { v, type: 'performed', id, person, instance, visit, outcome };
      };
      if (!('kind' in request)) {
        if (calls.get(request.id)?.times === 1) sent.push(request);
        return performed(randomOutcome(chance));
      }
      switch (request.kind) {
        case 'fetch': {
          const answers = request.groups.map((group) => ({ ...group, ...randomData(chance, group.group) }));
          return { v, type: 'fetched', id, person, instance, visit, round: request.round, answers };
        }
        case 'update':
          return performed(chance.happens(0.9) ? OK : randomOutcome(chance));
        case 'reserve':
          return grant(request, {});
        case 'admit': {
          const testProfile = TEST_PROFILES.some((name) => name === parsePersonId(person).key);
          return grant({ ...request, most: Math.min(request.most, MOST_TESTERS) }, { testProfile });
        }
      }
    },
  };
}

const OK = { status: 'ok', elapsedMs: 3, attempts: 1 } as const;

/** The same id always means the same request, whoever made it. */
function note(
  calls: Map<string, { content: string; times: number }>,
  request: ActionRequest | DataRequest,
  isSameById: boolean,
): void {
  const content = JSON.stringify(request);
  const known = calls.get(request.id);
  if (isSameById && known && known.content !== content) throw new Error(`two requests have the id ${request.id}`);
  calls.set(request.id, { content, times: (known?.times ?? 0) + 1 });
}

function randomOutcome(chance: ReturnType<typeof createChance>): PerformedOutcome {
  return chance.weigh<PerformedOutcome>([
    [8, { ...OK, httpStatus: 200, response: { score: chance.below(10) } }],
    [1, { ...OK, status: 'http', httpStatus: 500 }],
    [1, { ...OK, status: 'timeout' }],
    [0.5, { ...OK, status: 'capping', attempts: 0 }],
    [0.5, { ...OK, status: 'error', code: 'unreachable' }],
  ]);
}

function randomData(chance: ReturnType<typeof createChance>, group: string): Pick<FetchAnswer, 'data' | 'error'> {
  if (chance.happens(0.12)) return { error: chance.pick(['timeout', 'capped', 'http_500']) };
  return { data: dataOf(chance, group) };
}

function dataOf(chance: ReturnType<typeof createChance>, group: string): Json {
  switch (group) {
    case 'Traits':
      return {
        points: chance.below(10),
        favourite: chance.pick(WORDS),
        renewal: chance.pick(['2026-03-05T10:00:00Z', null]),
      };
    case 'Stock':
      return { left: chance.below(10) };
    default:
      return {
        timeZone: chance.pick(['Europe/Paris', 'Asia/Tokyo', null]),
        audiences: { Regulars: chance.pick(['existing', 'exited']) },
      };
  }
}
