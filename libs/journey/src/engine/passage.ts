import type { CompiledVersion } from '../compile/compiled-version.js';
import type { Effects } from './effects.js';
import type { Instance } from './person-state.js';
import type { StepEvent } from './step-event.js';
import { extendTrail } from './trail.js';
import type { Witness } from './witness.js';

/**
 * One instance while an input moves it. It lives inside a single call of `react` only: the instance is replaced, never
 * changed in place, so a decision that is not committed leaves no trace.
 */
export interface Passage {
  readonly person: string;
  readonly version: CompiledVersion;
  readonly now: number;
  readonly effects: Effects;
  /** The trace that the input belongs to; requests carry it on. */
  readonly traceparent: string | undefined;
  instance: Instance;
  /** The first step of the instance, not yet recorded. */
  entering: boolean;
  ended: boolean;
  /** The treatments that experiments have assigned in this passage, `node:path` each. */
  treatments: readonly string[];
  /** What the activity that decides at the moment has read. */
  witness: Pick<Witness, 'node' | 'seen'> | null;
}

type Closing = Partial<Pick<StepEvent, 'path' | 'waited' | 'ending' | 'code' | 'reason'>>;

/** Records a step of the instance at an activity (or at none, when the whole instance is meant). */
export function recordStep(
  passage: Passage,
  nodeId: string | null,
  status: StepEvent['status'],
  more: Closing = {},
): void {
  const { instance, version, person, now, witness } = passage;
  const isEntrance = passage.entering && status !== 'discarded';
  const seen = witness?.node === nodeId ? witness.seen() : null;
  const step: StepEvent = {
    v: 1,
    id: `${instance.id}.${instance.seq}`,
    at: now,
    person,
    journey: version.journeyUid,
    version: version.uid,
    instance: instance.id,
    node: nodeId,
    nodeType: nodeId === null ? null : (version.nodes.get(nodeId)?.node.type ?? null),
    status,
    path: more.path ?? null,
    waited: more.waited ?? false,
    entrance: isEntrance,
    ending: more.ending ?? null,
    reason: more.reason ?? null,
    code: more.code ?? null,
  };
  if (seen) step.seen = seen;
  passage.instance = { ...instance, seq: instance.seq + 1, trail: extendTrail(version, instance, step) };
  passage.effects.steps.push(step);
  if (isEntrance) passage.entering = false;
  passage.witness = null;
  if (more.ending) passage.ended = true;
}

/** Everything the instance listens for is off: each activity that waited is closed without a way out. */
export function cancelArms(passage: Passage, exceptNode: string | null = null): void {
  const { stop } = passage.instance;
  if (stop.kind !== 'listening') return;
  for (const { node } of stop.arms) if (node !== exceptNode) recordStep(passage, node, 'cancelled', { waited: true });
}

/** The instance ends here and now, wherever it is. Who was not let in yet never was inside. */
export function takeOut(
  passage: Passage,
  status: 'instanceTimedout' | 'stopped' | 'exited',
  ending: 'timedOut' | 'stopped' | 'completed',
  reason: StepEvent['reason'] = null,
): void {
  const { stop } = passage.instance;
  if (stop.kind === 'admitting') {
    recordStep(passage, null, 'discarded', { reason: 'notAdmitted' });
    passage.ended = true;
    return;
  }
  cancelArms(passage);
  recordStep(passage, nodeOfStop(stop), status, { ending, reason });
}

/** The activity that a call or a fetch is under way for. */
function nodeOfStop(stop: Instance['stop']): string | null {
  switch (stop.kind) {
    case 'performing':
      return stop.node;
    case 'fetching':
      return stop.nodes[0] ?? null;
    case 'listening':
    case 'admitting':
    case 'starting':
      return null;
  }
}
