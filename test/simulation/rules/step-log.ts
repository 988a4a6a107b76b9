import { parseDuration } from '@waystream/core';
import { activityOf, type Instance, type JourneyDocument, type StepEvent, uidOfVersionKey } from '@waystream/journey';
import { TEST_WAIT_MS } from '../system/orders.js';
import { demand } from './violation.js';

/** What the step log says of one instance so far. */
interface Way {
  readonly version: string;
  /** The number of its next step. */
  seq: number;
  /** Activities that its last step leads to. */
  open: ReadonlySet<string>;
  /** Activity that was announced as waiting → since when. */
  waiting: Map<string, number>;
  isEnded: boolean;
  isConverted: boolean;
}

/**
 * Reads the step log as its users do and knows nothing of the engine: steps are numbered without a gap, every step stands
 * where the one before it leads to by the document, and what was announced as waiting is closed once.
 */
export function createStepLog(documents: ReadonlyMap<string, JourneyDocument>) {
  const documentOf = (version: string) => documents.get(uidOfVersionKey(version));
  const ways = new Map<string, Way>();
  const refusals = new Set<string>();

  function take(step: StepEvent): void {
    if (step.instance === null) {
      demand(!refusals.has(step.id), 'a refusal is recorded once', () => show(step));
      refusals.add(step.id);
      return;
    }
    const way = ways.get(step.instance) ?? begin(step);
    ways.set(step.instance, way);
    if (step.status === 'converted') {
      demand(!way.isConverted, 'an entrance converts once', () => show(step));
      way.isConverted = true;
      return;
    }
    demand(step.id === `${step.instance}.${way.seq}`, 'steps are numbered without gap or repetition', () => show(step));
    demand(!way.isEnded, 'nothing follows the last step', () => show(step));
    demand(step.entrance === (way.seq === 0), 'the first step is the entrance', () => show(step));
    way.seq += 1;
    follow(way, step, documentOf(way.version));
    way.isEnded = step.ending !== null;
    demand(!way.isEnded || way.waiting.size === 0, 'whoever has left waits for nothing', () => show(step));
  }

  function begin({ version }: StepEvent): Way {
    const entry = documentOf(version)?.entry ?? '';
    return { version, seq: 0, open: new Set([entry]), waiting: new Map(), isEnded: false, isConverted: false };
  }

  /**
   * What is stored of people agrees with what the log says of them; the figures of reports are sums over the log. A test
   * that is over, of which `isOver` tells, has no figures any more, whether its people have left by now or not.
   */
  function compare(instances: readonly Instance[], isOver: (version: string) => boolean): void {
    const started = instances.filter(({ seq, version }) => seq > 0 && !isOver(version));
    const current = [...ways].filter(([, { isEnded, seq, version }]) => !isEnded && seq > 0 && !isOver(version));
    const rule = 'entered = completed + failed + timed out + stopped + current';
    demand(started.length === current.length, rule, () => `${started.length} inside, ${current.length} by the log`);
    for (const { id, seq, stop } of started) {
      const way = ways.get(id);
      demand(way !== undefined && !way.isEnded, rule, () => `${id} is inside and not in the log`);
      demand(way.seq === seq, 'state and log count the same steps', () => `${id}: ${seq} and ${way.seq}`);
      const nodes = stop.kind === 'listening' ? stop.arms.map(({ node }) => node) : [];
      const isSame = nodes.length === way.waiting.size && nodes.every((node) => way.waiting.has(node));
      demand(isSame, 'whoever listens is waiting in the log', () => `${id}: ${nodes} and ${[...way.waiting.keys()]}`);
    }
  }

  return { take, compare };
}

function follow(way: Way, step: StepEvent, document: JourneyDocument | undefined): void {
  const { node, status, waited } = step;
  if (status === 'discarded') return;
  if (node === null) {
    demand(step.ending !== null, 'only an end is at no activity', () => show(step));
  } else if (status === 'waiting') {
    demand(way.open.has(node), 'people go where paths lead', () => show(step));
    way.waiting.set(node, step.at);
  } else if (waited) {
    const since = way.waiting.get(node);
    demand(since !== undefined, 'what ends a wait was waiting', () => show(step));
    way.waiting.delete(node);
    if (status === 'cancelled') return;
    demand(way.waiting.size === 0, 'of activities side by side one goes on', () => show(step));
    const leastMs = timeToWait(document, step);
    demand(leastMs === 0 || step.at >= since + leastMs, 'nobody goes on early', () => show(step));
    leave(way, step, document);
  } else {
    demand(way.open.has(node) && way.waiting.size === 0, 'people go where paths lead', () => show(step));
    leave(way, step, document);
  }
}

function leave(way: Way, step: StepEvent, document: JourneyDocument | undefined): void {
  if (step.ending !== null) return;
  const node = document?.nodes.find(({ id }) => id === step.node);
  const port =
    node &&
    activityOf(node)
      .ports(node)
      .find(({ id }) => id === step.path);
  demand(port !== undefined && port.to.length > 0, 'people leave by a path of the document', () => show(step));
  way.open = new Set(port.to);
}

/** How long the activity holds people at least, when time is what ends it; clocks may be set back meanwhile. */
function timeToWait(document: JourneyDocument | undefined, { node: id, status, version }: StepEvent): number {
  const duration = durationOf(
    document?.nodes.find((one) => one.id === id),
    status,
  );
  if (duration === undefined) return 0;
  const isTest = version !== uidOfVersionKey(version);
  return isTest ? TEST_WAIT_MS : (parseDuration(duration) ?? 0);
}

function durationOf(node: JourneyDocument['nodes'][number] | undefined, status: StepEvent['status']) {
  if (node?.type === 'wait' && node.kind === 'duration') return node.duration;
  return node?.type === 'event' && status === 'timedout' ? node.timeout?.duration : undefined;
}

function show(step: StepEvent): string {
  return JSON.stringify(step);
}
