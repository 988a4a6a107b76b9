import { toRfc3339 } from '@waystream/core';
import {
  type Catalogue,
  createRunningVersions,
  type JourneyDocument,
  type JourneyVersion,
  journeyDocument,
  journeyVersion,
  type RunningVersions,
} from '@waystream/journey';
import type { Catalogues } from '@waystream/redis';
import { STORY_START_MS } from '@waystream/testing';
import type { Order } from '../moves/move.js';
import type { SimulatedStory } from '../story.js';
import { afterOrder } from './orders.js';

/** The versions as they are after so many orders. */
export interface ConfigurationState {
  readonly catalogue: Catalogue;
  readonly versions: RunningVersions;
}

/** What one process knows of the configuration; it may be behind. */
export interface ConfigurationView {
  readonly position: number;
  readonly state: ConfigurationState;
  /** For the libraries: to them it is the feed of all definitions. */
  readonly catalogues: Catalogues;
  /** The process hears of the next orders. */
  hear(orders: number): void;
}

/** The journeys of a story, and what operators do to them. */
export interface Configuration {
  readonly documents: ReadonlyMap<string, JourneyDocument>;
  /** How many orders were given. */
  readonly position: number;
  /** As it is after everything that was ordered. */
  readonly latest: ConfigurationState;
  /** Changes versions as the authoring service would; an order that the version's state does not allow does nothing. */
  order(uid: string, order: Order): void;
  /** `heard`: orders that the process knows of already. `changed` is told the versions that are news. */
  view(heard: number, changed: (versions: readonly string[]) => void): ConfigurationView;
}

/** A process that waits for what it has not heard of. Wrong ones show that the rules have teeth. */
export type CatchUp = (view: Pick<ConfigurationView, 'hear' | 'position'>, position: number) => void;

export const CATCH_UP: CatchUp = (view, position) => view.hear(position - view.position);

/** What operators do was ordered before the story begins, as far as clocks tell: no clock that is set back comes to it. */
const FIRST_ORDER_MS = STORY_START_MS - 86_400_000;

export function createConfiguration(
  vocabulary: Catalogue,
  { journeys, drafts }: Pick<SimulatedStory, 'journeys' | 'drafts'>,
  catchUp: CatchUp = CATCH_UP,
): Configuration {
  const documents = new Map<string, JourneyDocument>();
  const first = new Map<string, JourneyVersion>();
  for (const [uid, journey] of Object.entries(journeys)) {
    const at = toRfc3339(FIRST_ORDER_MS);
    const document = journeyDocument.parse(journey);
    const isDraft = drafts.includes(uid);
    const record = {
      uid,
      journeyUid: `${journey.name}-uid`,
      version: Number(uid.at(-1)),
      status: isDraft ? 'draft' : 'live',
      document,
      createdAt: at,
      modifiedAt: at,
      ...(!isDraft && { publishedAt: at }),
    };
    documents.set(uid, document);
    first.set(uid, journeyVersion.parse(record));
  }
  const states: (ConfigurationState & { news: readonly string[] })[] = [
    { ...stateOf(vocabulary, first), news: [...first.keys()] },
  ];
  const at = (position: number) => {
    const state = states[position];
    if (!state) throw new RangeError(`nothing was ordered ${position} times`);
    return state;
  };
  const last = () => at(states.length - 1);
  return {
    documents,
    get position() {
      return states.length - 1;
    },
    get latest() {
      return last();
    },
    order(uid, order) {
      const { versions } = last().catalogue;
      // No two orders are given in the same millisecond.
      const changed = afterOrder(versions, uid, { order, at: toRfc3339(FIRST_ORDER_MS + states.length) });
      if (changed.length === 0) return;
      const next = new Map([...versions, ...changed.map((record) => [record.uid, record] as const)]);
      states.push({ ...stateOf(vocabulary, next), news: changed.map((record) => record.uid) });
    },
    view(heard, changed) {
      let position = heard;
      const view: ConfigurationView = {
        get position() {
          return position;
        },
        get state() {
          return at(position);
        },
        catalogues: {
          of: () => at(position).catalogue,
          all: () => [at(position).catalogue],
          isLeftOut: () => false,
          caughtUp: async () => catchUp(view, states.length - 1),
          position: () => `${position}-0`,
          stop: async () => undefined,
        },
        hear(orders) {
          const before = position;
          position = Math.min(states.length - 1, position + orders);
          const news = states.slice(before + 1, position + 1).flatMap((state) => state.news);
          if (news.length > 0) changed([...new Set(news)]);
        },
      };
      return view;
    },
  };
}

/** The same schemas, events and actions, which are costly to prepare, with versions of its own. */
function stateOf(vocabulary: Catalogue, versions: ReadonlyMap<string, JourneyVersion>): ConfigurationState {
  const catalogue = { ...vocabulary, versions };
  return { catalogue, versions: createRunningVersions(catalogue) };
}
