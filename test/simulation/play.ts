import { type Catalogue, decodeSteps, type Instance, type StepEvent } from '@waystream/journey';
import { SCRIPT_MODELS, type ScriptModel } from './redis/script-models.js';
import { checkHeld } from './rules/held-events.js';
import { createOracle } from './rules/one-after-the-other.js';
import { checkPeople, createReader } from './rules/people.js';
import { createStepLog } from './rules/step-log.js';
import { demand } from './rules/violation.js';
import { comeToRest } from './settle.js';
import { PARTITIONS, type SimulatedStory } from './story.js';
import type { Decided } from './system/decided.js';
import { createSystem, type System } from './system/system.js';

export interface PlayOptions {
  /** Everything that journeys may refer to; see `furnishCatalogue`. */
  vocabulary: Catalogue;
  /** The scripts of Redis; wrong ones show that the rules have teeth. */
  scripts?: Readonly<Record<string, ScriptModel>>;
  /** Compare each commit with what deciding one input after the other says? */
  hasOracle?: boolean;
}

/** Plays a story to its end and holds the system to its promises after every move. Throws `Violation`. */
export async function play(story: SimulatedStory, options: PlayOptions): Promise<StepEvent[]> {
  const { vocabulary, scripts = SCRIPT_MODELS, hasOracle = true } = options;
  const system = createSystem(story, { vocabulary, scripts, decided });
  const { versions, documents } = system.configuration;
  const oracle = createOracle(versions);
  const log = createStepLog(documents);
  const steps: StepEvent[] = [];
  const decidedEvents = new Set<string>();
  const requests = new Set<string>();

  let broken: unknown = null;

  /** Called in the midst of a commit, whose caller takes an error for a lost reply; so it is told after the move. */
  function decided(one: Decided): void {
    try {
      judge(one);
    } catch (error) {
      broken ??= error;
    }
  }

  function judge(one: Decided): void {
    const { round, inputs } = one;
    demand(round.dead.length === 0, 'every input can be decided', () => round.dead.join());
    for (const input of inputs)
      if (input.type === 'event') takeOnce(decidedEvents, input.id, 'an event is decided once');
    for (const text of [...round.actions, ...round.fetches]) {
      takeOnce(requests, `${JSON.parse(text).id}`, 'a request is made once');
    }
    for (const step of round.steps.flatMap(decodeSteps)) {
      steps.push(step);
      log.take(step);
    }
    checkHeld(versions, one);
    if (hasOracle) oracle.take(one);
  }

  const read = createReader();
  const check = () => {
    if (broken !== null) throw broken;
    const inside = Array.from({ length: PARTITIONS }, (_, partition) =>
      checkPeople(system.server, partition, { placeOf, read }),
    );
    log.compare(inside.flat());
  };
  const placeOf = ({ version, supplementalId }: Instance) => `${versions.find(version)?.place} ${supplementalId}`;

  for (const move of story.moves) {
    await system.make(move);
    check();
  }
  await comeToRest(system, check);
  for (const id of system.accepted) demand(decidedEvents.has(id), 'an accepted event is decided', () => id);
  checkCalls(system);
  return steps;
}

/** Nobody is called about anything more often than faults explain. */
function checkCalls({ world, callers }: System): void {
  for (const [id, { times }] of world.calls) {
    const most = 1 + (callers.repeated.get(id) ?? 0);
    demand(times <= most, 'a call is made again only after a fault', () => `${id}: ${times}`);
  }
}

function takeOnce(taken: Set<string>, id: string, rule: string): void {
  demand(!taken.has(id), rule, () => id);
  taken.add(id);
}
