import { type ConfigChange, evaluatedAudiences, type ScheduleQueue } from '@waystream/redis';
import type { RunContext } from '../runs/run-audience.js';

/**
 * Has audiences evaluated whose expression nobody was held against yet, and deleted ones emptied. Every process that hears of a change does so; the
 * job's id makes it one job.
 */
export async function planEvaluations(
  { store, catalogues, clock, queue }: RunContext & { readonly queue: ScheduleQueue },
  sandbox: string,
  changes: readonly ConfigChange[],
): Promise<void> {
  const evaluated = await evaluatedAudiences(store, sandbox);
  for (const { name: audience, record } of changes) {
    if (!record) {
      await queue.put(`forget-${sandbox}-${audience}`, { kind: 'forget', sandbox, audience }, clock.now());
      continue;
    }
    const { revision } = record;
    const isStreaming = catalogues.of(sandbox).audiences.get(audience)?.evaluation === 'streaming';
    if (!isStreaming || evaluated.get(audience) === revision) continue;
    const job = { kind: 'evaluate', sandbox, audience, revision } as const;
    await queue.put(`evaluate-${sandbox}-${audience}-${revision}`, job, clock.now());
  }
}
