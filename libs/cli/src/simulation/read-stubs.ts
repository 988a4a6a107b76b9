import { readStubs as readDeclared, type Stubs } from '@waystream/journey';
import { usageFailure } from '../failure.js';
import { parseYaml } from '../input/parse-yaml.js';

/** What systems answer in the simulation, from YAML or JSON; nothing is declared without a text. Throws `Failure`. */
export function readStubs(text = '{}'): Stubs {
  const [document, ...others] = parseYaml(text);
  const unreadable = others.length > 0 ? ['it holds more than one document'] : (document?.errors ?? []);
  if (unreadable.length > 0) throw usageFailure('The stubs cannot be read', unreadable);
  const { stubs, flaws } = readDeclared(document?.value ?? {});
  if (stubs) return stubs;
  throw usageFailure(
    'The stubs cannot be used',
    flaws.map(({ path, message }) => `${path}: ${message}`),
  );
}
