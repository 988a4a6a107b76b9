import { derivedUuid, hashFraction, isJsonObject, type Json, type JsonObject } from '@waystream/core';
import type { EvaluationContext, EvaluationError } from '@waystream/expression';
import type { CompiledVersion } from '../compile/compiled-version.js';
import { sameParams } from '../compile/same-params.js';
import { PERSON_FACTS } from '../definition/data-source-definition.js';
import type { Happening } from './occurrence.js';
import type { Passage } from './passage.js';
import { parsePersonId } from './person.js';
import type { FetchAnswer, GoalWatch } from './person-state.js';
import type { Scene } from './scene.js';

export interface Sight {
  nodeId?: string;
  answers?: readonly FetchAnswer[];
  /** Read instead of what the instance has kept of the same event. */
  happening?: Happening;
  report?: (error: EvaluationError) => void;
}

/**
 * What expressions of one visit see. Chance is derived from instance, visit and how often it was asked for, so a
 * decision that is taken again after a crash is the same decision.
 */
export function passageContext(passage: Passage, sight: Sight): EvaluationContext {
  const { instance, version, now } = passage;
  const { nodeId = '', answers = [], happening, report = () => {} } = sight;
  // Spelled out: made anew for every visit, and what follows a spread is added field by field, at a hundred times the cost.
  const { random, newId } = chanceOf(`${instance.id}.${instance.visit}`);
  return {
    random,
    newId,
    now,
    timezone: version.timezone,
    event: (name) => (happening?.as === name ? happening.payload : instance.events[name]),
    dataSource: (source, group, params) => answerFor(answers, { source, group, params })?.data,
    action: (name) => instance.actions[name],
    journeyProperty: (name) => journeyProperty(passage, nodeId, name),
    inAudience: (name) => isInside(personFacts(answers)?.audiences, name),
    report,
  };
}

/**
 * Parameters that depend on the time or on chance are other ones by now than those that were sent: where a group was asked
 * for once, its answer is meant.
 */
function answerFor(
  answers: readonly FetchAnswer[],
  { source, group, params }: Pick<FetchAnswer, 'source' | 'group' | 'params'>,
): FetchAnswer | undefined {
  const own = answers.filter((one) => one.source === source && one.group === group);
  return own.length > 1 ? own.find((one) => sameParams(one.params, params)) : own[0];
}

/** What the goal's condition sees, which may be asked when no instance is left: what happened, and to whom. */
export function conditionContext(
  { now, person }: Pick<Scene, 'now' | 'person'>,
  version: CompiledVersion,
  { as, payload }: Happening,
  entrance: EntranceFacts,
): EvaluationContext {
  const { random, newId } = chanceOf(`${version.uid}.${person}.${now}`);
  return {
    random,
    newId,
    now,
    timezone: version.timezone,
    event: (name) => (name === as ? payload : undefined),
    dataSource: () => undefined,
    action: () => undefined,
    journeyProperty: (name) => entranceProperty(version, person, entrance, name),
    inAudience: () => false,
    report: () => {},
  };
}

/** What the profile store said of the person beside their fields: `{timeZone, audiences: {name: status}}`. */
export function personFacts(answers: readonly FetchAnswer[]): JsonObject | undefined {
  const facts = answers.find(({ group }) => group === PERSON_FACTS)?.data;
  return isJsonObject(facts) ? facts : undefined;
}

function isInside(audiences: Json | undefined, name: string): boolean {
  const status = isJsonObject(audiences) ? audiences[name] : undefined;
  return status === 'realized' || status === 'existing';
}

function chanceOf(seed: string): Pick<EvaluationContext, 'random' | 'newId'> {
  let drawn = 0;
  const draw = () => `${seed}.${drawn++}`;
  return { random: () => hashFraction(draw()), newId: () => derivedUuid(draw()) };
}

function journeyProperty(passage: Passage, nodeId: string, name: string): Json | undefined {
  const { instance, version, person } = passage;
  const { lastError, elapsed } = instance;
  const nameOf = (id: string | undefined) => id && (version.nodes.get(id)?.node.label ?? id);
  switch (name) {
    case 'currentNodeId':
      return nodeId;
    case 'currentNodeName':
      return nameOf(nodeId);
    case 'previousNodeId':
      return previousNode(passage);
    case 'previousNodeName':
      return nameOf(previousNode(passage));
    case 'lastNodeUIDInError':
      return lastError?.node;
    case 'lastNodeNameInError':
      return nameOf(lastError?.node);
    case 'lastNodeTypeInError':
      return version.nodes.get(lastError?.node ?? '')?.node.type;
    case 'lastErrorCode':
      return lastError?.code;
    case 'lastExecutedActionErrorCode':
      return isAction(passage) ? lastError?.code : undefined;
    case 'lastDataFetchErrorCode':
      return isAction(passage) ? undefined : lastError?.code;
    case 'lastActionExecutionElapsedTime':
      return elapsed.action;
    case 'lastDataFetchElapsedTime':
      return elapsed.fetch;
    default:
      return entranceProperty(
        version,
        person,
        { instance: instance.id, supplementalId: instance.supplementalId },
        name,
      );
  }
}

type EntranceFacts = Pick<GoalWatch, 'instance' | 'supplementalId'>;

/** What stays the same from the entrance on, wherever the person is. */
function entranceProperty(
  version: CompiledVersion,
  person: string,
  { instance, supplementalId }: EntranceFacts,
  name: string,
): Json | undefined {
  switch (name) {
    case 'instanceUID':
      return instance;
    case 'externalKey':
    case 'profileId':
      return parsePersonId(person).key;
    case 'namespace':
      return parsePersonId(person).namespace;
    case 'sandboxName':
      return parsePersonId(person).sandbox;
    case 'supplementalId':
      return supplementalId ?? undefined;
    default:
      return version.properties[name];
  }
}

/** Did the latest error happen at an activity that calls? */
function isAction({ instance, version }: Passage): boolean {
  const failed = version.nodes.get(instance.lastError?.node ?? '');
  return failed?.activity.sendsMessage === true;
}

/** The activity of the last closed visit. */
function previousNode({ instance, version }: Passage): string | undefined {
  const [, number = ''] = /(?:^|,)([0-9a-z]+)[^,]*$/.exec(instance.trail) ?? [];
  return version.nodeIds[Number.parseInt(number, 36)];
}
