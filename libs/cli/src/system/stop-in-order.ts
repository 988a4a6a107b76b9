import type { Phases } from '../output/phases.js';
import type { SupervisedProcess } from './supervised-process.js';

/**
 * Stops the stages in the reverse of the order in which they were started, each as a whole. Whoever is in a hurry gets
 * everything but the first stage ended by force; that one keeps the data and is quick.
 */
export async function stopInOrder(
  stages: readonly SupervisedProcess[][],
  { phases, hurry }: { phases: Phases; hurry: AbortSignal },
): Promise<void> {
  if (stages.length === 0) return;
  const force = () => {
    for (const process of stages.slice(1).flat()) process.kill();
  };
  hurry.addEventListener('abort', force, { once: true });
  if (hurry.aborted) force();
  phases.line();
  await phases.run('Shutdown', async (progress) => {
    for (const stage of stages.toReversed()) await Promise.all(stage.map((process) => process.stop()));
    progress.note('everything is stopped');
  });
  hurry.removeEventListener('abort', force);
}
