import { hashFraction, isTimeZone } from '@waystream/core';
import type { EvaluationContext } from '@waystream/expression';
import type { Visit } from '../activities/define-activity.js';
import type { CompiledNode } from '../compile/compiled-version.js';
import { passageContext, personFacts } from './evaluation.js';
import type { Passage } from './passage.js';
import type { FetchAnswer } from './person-state.js';
import { witnessOf } from './witness.js';

/** What an activity sees of the instance that is at it. */
export function visitOf(passage: Passage, node: CompiledNode, answers: readonly FetchAnswer[]): Visit {
  const { now, version, person } = passage;
  const nodeId = node.node.id;
  let failures = 0;
  let context: EvaluationContext | null = null;
  const seen = () => {
    context ??= witnessed(passage, node, passageContext(passage, { nodeId, answers, report: () => failures++ }));
    return context;
  };
  const timezone = timezoneOf(passage, answers);
  return {
    now,
    timezone,
    isEntry: node === version.entry,
    isTest: version.test !== null,
    read: (name) => readBy(node, name).value(seen()),
    isTrue: (name) => readBy(node, name).isTrue(seen()),
    instant: (name) => readBy(node, name).instant(seen(), timezone),
    hasFailed: () => failures > 0,
    share: (over) => hashFraction(`${over === 'version' ? version.uid : version.journeyUid}|${nodeId}|${person}`),
  };
}

/** Where the way out depends on what is read, the step will tell it. */
function witnessed(passage: Passage, { node, decidedBy }: CompiledNode, context: EvaluationContext): EvaluationContext {
  if (decidedBy.length === 0) return context;
  const witness = witnessOf(node.id, context, decidedBy);
  passage.witness = witness;
  return witness.context;
}

function readBy({ reads, node }: CompiledNode, name: string) {
  const read = reads.get(name);
  if (!read) throw new RangeError(`activity "${node.id}" has no expression "${name}"`);
  return read;
}

/** The profile's zone where the journey asks for it and the profile has one that exists, else the journey's own. */
function timezoneOf({ version }: Passage, answers: readonly FetchAnswer[]): string {
  if (!version.useProfileTimezone) return version.timezone;
  const zone = personFacts(answers)?.timeZone;
  return typeof zone === 'string' && isTimeZone(zone) ? zone : version.timezone;
}
