import type { NewId } from '@waystream/core';
import type { RunRequest } from '@waystream/journey';
import { type ConfigChange, openScheduleQueue } from '@waystream/redis';
import { evaluateAudience } from '../audiences/evaluate-audience.js';
import { forgetAudience } from '../audiences/forget-audience.js';
import { planEvaluations } from '../audiences/plan-evaluations.js';
import { beginRun, beginScheduled, continueRuns, planRun } from './plan-runs.js';
import { type RunContext, runAudience } from './run-audience.js';

/**
 * What is done about audiences at its time: runs bring members into journeys, and everybody is held against a new
 * expression. It lives beside the profiles, because that is where members are: the evaluator only decides what each
 * member's entrance means, and must not be slowed down by walking through an audience.
 */
export interface AudienceRuns {
  /** A business event begins a run. Resolves when it is kept. */
  begin(run: RunRequest): Promise<void>;
  /** Versions may have been published, resumed or ended, audiences may have another expression. */
  definitionsChanged(sandbox: string, changes: readonly ConfigChange[]): void;
  close(): Promise<void>;
}

export function openAudienceRuns(
  context: RunContext & { readonly newId: NewId },
  settings: { lockMs?: number } = {},
): AudienceRuns {
  const { store, clock, log } = context;
  const queue = openScheduleQueue(store, {
    clock,
    log,
    ...settings,
    async take(job, signal) {
      switch (job.kind) {
        case 'run':
          return runAudience(context, job.run, signal);
        case 'evaluate':
          return evaluateAudience(context, job, signal);
        case 'forget':
          return forgetAudience(context, job, signal);
        case 'begin':
          await beginScheduled(planning, job);
          return 'done';
      }
    },
  });
  const planning = { ...context, queue };
  let looking: Promise<void> = Promise.resolve();

  async function look(sandbox: string, changes: readonly ConfigChange[]): Promise<void> {
    const versions = changes.flatMap(({ kind, name, record }) => (kind === 'version' && record ? [name] : []));
    for (const uid of versions) await planRun(planning, sandbox, uid);
    if (versions.length > 0) await continueRuns(planning, new Set(versions.map((uid) => `${sandbox}/${uid}`)));
    const audiences = changes.filter(({ kind }) => kind === 'audience');
    if (audiences.length > 0) await planEvaluations(planning, sandbox, audiences);
  }

  return {
    begin: (run) => beginRun(planning, run, null),
    definitionsChanged(sandbox, changes) {
      if (!changes.some(({ kind }) => kind === 'version' || kind === 'audience')) return;
      looking = looking
        .then(() => look(sandbox, changes))
        .catch((error) => log.error({ err: error, sandbox }, 'Work on audiences could not be planned'));
    },
    async close() {
      await queue.close();
      await looking;
    },
  };
}
