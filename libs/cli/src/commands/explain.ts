import { explanationForm } from '@waystream/journey';
import { Command } from 'commander';
import { Failure } from '../failure.js';
import { explanationLines } from '../output/explanation-lines.js';
import type { Shell } from '../shell.js';

export function explainCommand(shell: Shell): Command {
  return new Command('explain')
    .description('tell why a person did or did not get what a journey gives')
    .argument('<namespace>', 'of the identity, such as Email or ECID')
    .argument('<id>', 'the identity')
    .argument('<journey>', 'name or uid')
    .option('--json', 'answer as JSON')
    .action((namespace: string, id: string, journey: string, { json = false }: ExplainOptions) =>
      explain(shell, { namespace, id, journey, json }),
    );
}

interface ExplainOptions {
  json?: boolean;
}

async function explain(
  { api, print, printJson, paint }: Shell,
  { namespace, id, journey, json }: { namespace: string; id: string; journey: string; json: boolean },
): Promise<void> {
  const person = [namespace, id].map(encodeURIComponent).join('/');
  const path = `/profiles/${person}/explain?journey=${encodeURIComponent(journey)}`;
  const { body } = await api.call('enrichment', { path });
  if (json) {
    printJson(body);
    return;
  }
  const explanation = explanationForm.safeParse(body);
  if (!explanation.success) throw new Failure('enrichment answered with something else than an explanation');
  for (const line of explanationLines(explanation.data, paint)) print(line);
}
