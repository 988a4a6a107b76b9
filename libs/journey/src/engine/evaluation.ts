import { derivedUuid, hashFraction, type Json } from '@waystream/core';
import type { EvaluationContext } from '@waystream/expression';
import { sameParams } from '../compile/same-params.js';
import type { Passage } from './passage.js';
import { parsePersonId } from './person.js';
import type { FetchAnswer } from './person-state.js';

/**
 * What expressions of one visit see. Chance is derived from instance, visit and how often it was asked for, so a
 * decision that is taken again after a crash is the same decision.
 */
export function evaluationContext(
  passage: Passage,
  nodeId: string,
  answers: readonly FetchAnswer[],
): EvaluationContext {
  const { instance, version, now } = passage;
  let drawn = 0;
  const draw = () => `${instance.id}.${instance.visit}.${drawn++}`;
  return {
    now,
    timezone: version.timezone,
    random: () => hashFraction(draw()),
    newId: () => derivedUuid(draw()),
    event: (name) => instance.events[name],
    dataSource: (source, group, params) =>
      answers.find((a) => a.source === source && a.group === group && sameParams(a.params, params))?.data,
    action: (name) => instance.actions[name],
    journeyProperty: (name) => journeyProperty(passage, nodeId, name),
    inAudience: () => false,
    report: () => {},
  };
}

function journeyProperty({ instance, version, person }: Passage, nodeId: string, name: string): Json | undefined {
  switch (name) {
    case 'instanceUID':
      return instance.id;
    case 'currentNodeId':
      return nodeId;
    case 'currentNodeName':
      return version.nodes.get(nodeId)?.node.label ?? nodeId;
    case 'externalKey':
    case 'profileId':
      return parsePersonId(person).key;
    case 'namespace':
      return parsePersonId(person).namespace;
    case 'sandboxName':
      return parsePersonId(person).sandbox;
    case 'lastNodeUIDInError':
      return instance.lastError?.node;
    case 'lastErrorCode':
    case 'lastExecutedActionErrorCode':
      return instance.lastError?.code;
    default:
      return version.properties[name];
  }
}
