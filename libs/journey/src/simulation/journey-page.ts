import type { CompiledVersion } from '../compile/compiled-version.js';
import type { ActionRequest } from '../engine/effects.js';
import type { StepEvent } from '../engine/step-event.js';
import { createFunnel } from './funnel.js';
import type { JourneyResult, SentCount } from './simulation-result.js';

/** What is written down of one version. */
export interface JourneyPage {
  /** The name of the journey. */
  readonly name: string;
  took(step: StepEvent): void;
  sent(request: ActionRequest): void;
  result(): JourneyResult;
}

export function createJourneyPage(version: CompiledVersion): JourneyPage {
  const { uid, name } = version;
  const funnel = createFunnel(version);
  const sent = new Map<string, SentCount>();
  return {
    name,
    took: funnel.count,
    sent({ node: activity, channel, action }) {
      const count = sent.get(`${activity} ${action}`);
      if (count) count.count += 1;
      else sent.set(`${activity} ${action}`, { activity, channel, action, count: 1 });
    },
    result: () => ({
      journey: name,
      version: uid,
      figures: funnel.figures(),
      activities: funnel.activities(),
      sent: [...sent.values()],
    }),
  };
}
