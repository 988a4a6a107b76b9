import {
  createCatalogue,
  createRecordReader,
  createSimulation,
  type JourneyDocumentInput,
  journeyDocument,
  type SimulationPlan,
  simulatedVersions,
} from '@waystream/journey';
import { aJourney, anAction, anEvent } from '@waystream/testing';

const PEOPLE = 10_000;
const DAY_MS = 86_400_000;
const START_MS = Date.UTC(2026, 0, 1);
/** What the dry run of a large journey may take of one core, so that people try things out. */
const GOAL_SECONDS = 5;
const RUNS = 6;

/** 10,000 people on a virtual clock through a journey of 20 activities with 30 days of waits. */
export async function benchSimulation(): Promise<void> {
  console.log(
    `simulation: ${PEOPLE} people, ${NODES.length} activities, 30 days of waits; goal ${GOAL_SECONDS} s of CPU`,
  );
  for (let run = 0; run < RUNS; run++) {
    const begin = performance.now();
    const cpu = process.cpuUsage();
    const plan = planOf();
    const read = performance.now();
    const simulation = createSimulation(run % 2 === 0 ? plan : { ...plan, bounds: { mostPeople: 0, mostSends: 0 } });
    simulation.proceed(Number.POSITIVE_INFINITY);
    const decided = performance.now();
    const { journeys, sends } = simulation.result();
    const end = performance.now();
    const { figures } = journeys[0] ?? {};
    if (figures?.completed !== PEOPLE) throw new Error(`completed: ${figures?.completed} of ${PEOPLE}`);
    const { user, system } = process.cpuUsage(cpu);
    const cpuMs = (user + system) / 1_000;
    const perDecision = ((decided - read) * 1_000) / simulation.decisions();
    console.log(
      [
        `  ${seconds(end - begin)} in all, ${seconds(cpuMs)} CPU`,
        `reading ${seconds(read - begin)}`,
        `${simulation.decisions()} decisions ${seconds(decided - read)}, ${perDecision.toFixed(1)} µs each`,
        `result ${seconds(end - decided)}`,
        run % 2 === 0 ? `every way and ${sends.length} sends` : 'figures only',
        cpuMs <= GOAL_SECONDS * 1_000 ? 'within the goal' : 'NOT within the goal',
      ].join(' · '),
    );
    await new Promise((resolve) => setImmediate(resolve));
  }
}

/** Entry, then four times: condition, call, an order or five days, call; then the profile, and the end. */
const NODES: JourneyDocumentInput['nodes'] = [
  { id: 'cart', type: 'event', event: 'Cart', next: 'is0' },
  ...[0, 1, 2, 3].flatMap((round): JourneyDocumentInput['nodes'] => [
    {
      id: `is${round}`,
      type: 'condition',
      kind: 'dataSource',
      paths: [
        { id: 'large', expression: '@{Cart.total} > 50', next: `large${round}` },
        { id: 'small', expression: '@{Cart.total} <= 50', next: `small${round}` },
      ],
    },
    call(`large${round}`, `wait${round}`),
    call(`small${round}`, `wait${round}`),
    {
      id: `wait${round}`,
      type: 'wait',
      kind: 'duration',
      duration: 'P6D',
      next: round < 3 ? `is${round + 1}` : 'named',
    },
  ]),
  {
    id: 'named',
    type: 'condition',
    kind: 'dataSource',
    paths: [{ id: 'yes', expression: '#{ExperiencePlatform.Names.person.name} != ""', next: 'last' }],
    otherwise: { next: 'last' },
  },
  { id: 'last', type: 'wait', kind: 'duration', duration: 'P6D', next: 'done' },
  { id: 'done', type: 'end', label: 'Done' },
];

function call(id: string, next: string): JourneyDocumentInput['nodes'][number] {
  const parameters = { total: 'toString(@{Cart.total})', note: '@{Cart.note}' };
  return { id, type: 'action', action: 'Push', parameters, next };
}

function planOf(): SimulationPlan {
  const catalogue = createCatalogue();
  const { name, schema, definition } = anEvent('Cart', { total: 'number', note: 'string' });
  catalogue.set('schema', String(schema.name), schema);
  catalogue.set('event', name, definition);
  catalogue.set('action', 'Push', anAction('Push', ['total', 'note']));
  const group = { name: 'Names', source: 'profile', fields: ['person.name'], dataSource: 'ExperiencePlatform' };
  catalogue.set('fieldGroup', 'ExperiencePlatform.Names', group);
  const document = journeyDocument.parse(aJourney('Bench', NODES, { properties: { globalTimeout: 'P60D' } }));
  const at = new Date(START_MS).toISOString();
  const record = { uid: 'v1', journeyUid: 'j1', version: 1, status: 'draft', createdAt: at, modifiedAt: at };
  catalogue.set('version', 'v1', { ...record, document });
  const versions = simulatedVersions(catalogue, ['v1']);
  const read = createRecordReader({ catalogue, versions, sandbox: 'bench' });
  const events = Array.from({ length: PEOPLE }, (_, index) => {
    const payload = { person: `person-${index}`, total: index % 100, note: `note ${index}` };
    return read({ event: 'Cart', at: START_MS + index * 7_000, payload }).recorded ?? [];
  }).flat();
  return { versions, catalogue, events, until: START_MS + 60 * DAY_MS };
}

const seconds = (ms: number) => `${(ms / 1_000).toFixed(2)} s`;
