import { type Catalogue, type Instance, type StepEvent, uidOfVersionKey } from '@waystream/journey';
import { SCRIPT_MODELS, type ScriptModel } from './redis/script-models.js';
import { createJudge, type JudgeTerms } from './rules/judge.js';
import { checkPeople, createReader } from './rules/people.js';
import { createRunRules } from './rules/runs.js';
import { demand } from './rules/violation.js';
import { comeToRest } from './settle.js';
import { PARTITIONS, type SimulatedStory } from './story.js';
import { CATCH_UP, type CatchUp } from './system/configuration.js';
import type { Decided } from './system/decided.js';
import { createSystem, type System } from './system/system.js';

export interface PlayOptions {
  /** Everything that journeys may refer to; see `furnishCatalogue`. */
  vocabulary: Catalogue;
  /** The scripts of Redis; wrong ones show that the rules have teeth. */
  scripts?: Readonly<Record<string, ScriptModel>>;
  /** How processes wait for orders that they have not heard of; a wrong one likewise. */
  catchUp?: CatchUp;
  /** Compare each commit with what deciding one input after the other says? */
  hasOracle?: boolean;
}

/** Plays a story to its end and holds the system to its promises after every move. Throws `Violation`. */
export async function play(story: SimulatedStory, options: PlayOptions): Promise<readonly StepEvent[]> {
  const { vocabulary, scripts = SCRIPT_MODELS, catchUp = CATCH_UP, hasOracle = true } = options;
  const system = createSystem(story, { vocabulary, scripts, catchUp, decided, rewound });
  const { configuration, server, runs } = system;
  const { documents } = configuration;
  const terms: JudgeTerms = { server, documents, isPublished, hasOracle };
  const runRules = createRunRules(server, PARTITIONS);
  const remembered: Decided[] = [];
  let judge = createJudge(terms);
  let broken: unknown = null;

  /** Called in the midst of a commit, whose caller takes an error for a lost reply; so it is told after the move. */
  function decided(one: Decided): void {
    try {
      remembered.push(one);
      runRules.take(one.inputs);
      judge.take(one);
    } catch (error) {
      broken ??= error;
    }
  }

  /** What Redis has forgotten never was; the rules go on from what it remembers. */
  function rewound(commits: number): void {
    remembered.length = commits;
    runRules.disturb(remembered.flatMap(({ inputs }) => inputs));
    judge = createJudge(terms, remembered);
  }

  function isPublished(version: string): boolean {
    return configuration.latest.catalogue.versions.get(version)?.publishedAt !== undefined;
  }

  const read = createReader();
  const placeOf = ({ version, supplementalId }: Instance) =>
    `${configuration.latest.versions.find(version)?.place ?? version} ${supplementalId}`;
  const check = () => {
    const failure = broken ?? runs.failure();
    if (failure !== null) throw failure;
    runRules.look(configuration.latest);
    const inside = Array.from({ length: PARTITIONS }, (_, partition) =>
      checkPeople(server, partition, { placeOf, read }),
    );
    const isOver = (version: string) =>
      version !== uidOfVersionKey(version) && !configuration.latest.versions.find(version);
    judge.compare(inside.flat(), isOver);
  };

  for (const move of story.moves) {
    await system.make(move);
    check();
  }
  await comeToRest(system, check);
  for (const id of system.accepted) demand(judge.decidedEvents.has(id), 'an accepted event is decided', () => id);
  runRules.checkEnd(configuration.latest);
  checkCalls(system);
  return judge.steps;
}

/** Nobody is called about anything more often than faults explain. */
function checkCalls({ world, callers, failovers }: System): void {
  for (const [id, { times }] of world.calls) {
    const most = 1 + (callers.repeated.get(id) ?? 0) + failovers;
    demand(times <= most, 'a call is made again only after a fault', () => `${id}: ${times}`);
  }
}
