import { hash32 } from '@waystream/core';

/**
 * Every key, stream, consumer group and queue name of Waystream, and nothing else names one.
 *
 * | key | type | holds | lives |
 * | --- | --- | --- | --- |
 * | `{p}:inbox` | stream | inputs of the partition's people | until the commit that took them |
 * | `{p}:people` | hash | person id → state | while there is something to remember |
 * | `{p}:timers` | sorted set | person id by the time they are due | with the state |
 * | `{p}:actions`, `{p}:fetches` | streams | calls to make, data to fetch | until the answer is in the inbox |
 * | `{p}:steps` | stream | what people did, one entry a person and round | within a budget, behind its slowest reader |
 * | `{p}:dead` | stream | what could not be handled, with the reason | until redriven, within a budget |
 * | `{p}:seen:<bucket>` | set | hashed ids of accepted events | two deduplication windows |
 * | `{p}:profiles` | hash | person id → profile | until erased |
 * | `{p}:audience:<sandbox>/<audience>` | sorted set | members, in the order of their ids | while there are any |
 * | `{p}:run:<run>` | string | how far a run over an audience is in the partition | a day longer than the run |
 * | `{p}:report:<version>` | hash | exact counters | with the version; of a test session a month |
 * | `{p}:lease:<role>`, `{p}:epoch:<role>` | string | who owns the partition, how often it changed hands | lease time, forever |
 * | `{p}:committed` | string | the last batch that was committed | forever |
 * | `{p}:swept` | set | operators' orders that all of the partition's people have got | with the version |
 * | `{<place>}:place` | set | people among the first few at a place, such as an activity with a profile cap; an erased one's stays taken | with the version |
 * | `{<session>}:tested` | string | when somebody last entered a test, epoch milliseconds | two weeks |
 * | `{runs}:open`, `{runs}:due` | hash, sorted set | runs that have not reached every member, when they go on | with the run |
 * | `{runs}:scheduled` | hash | version → when its latest scheduled run was due | forever |
 * | `{<sandbox>}:evaluated` | hash | audience → what it was evaluated by last | with the audience |
 * | `{config}:definitions`, `{config}:log` | hash, stream | definitions of all sandboxes, their changes | forever |
 * | `{members}:<role>` | sorted set | running members by last heartbeat | seconds |
 *
 * `{...}` is the slot tag: all keys of a partition live on one node, so that a commit is one script.
 */
export interface Keyspace {
  readonly prefix: string;
  readonly partitions: number;
  partitionOf(personId: string): number;
  inbox(partition: number): string;
  people(partition: number): string;
  timers(partition: number): string;
  actions(partition: number): string;
  fetches(partition: number): string;
  steps(partition: number): string;
  dead(partition: number): string;
  seen(partition: number, bucket: number): string;
  profiles(partition: number): string;
  audience(partition: number, sandbox: string, audience: string): string;
  runPosition(partition: number, run: string): string;
  report(partition: number, versionUid: string): string;
  lease(partition: number, role: Role): string;
  epoch(partition: number, role: Role): string;
  committed(partition: number): string;
  swept(partition: number): string;
  place(name: string): string;
  /** What the keys of all places match. */
  anyPlace(): string;
  tested(session: string): string;
  evaluated(sandbox: string): string;
  openRuns(): string;
  dueRuns(): string;
  scheduledRuns(): string;
  members(role: Role): string;
  config(): string;
  configLog(): string;
  /** BullMQ puts its own parts behind this. */
  queuePrefix(): string;
}

/** Who consumes what: the consumer groups, and the roles that divide the partitions among their members. */
export const ROLES = ['evaluator', 'enrichment', 'dispatcher', 'reporting'] as const;
export type Role = (typeof ROLES)[number];

/** BullMQ queues. */
export const RETRY_QUEUE = 'retry';
export const SCHEDULE_QUEUE = 'schedule';

export function createKeyspace({ prefix, partitions }: { prefix: string; partitions: number }): Keyspace {
  const at = (partition: number, name: string) => `${prefix}:{${partition}}:${name}`;
  return {
    prefix,
    partitions,
    partitionOf: (personId) => hash32(personId) % partitions,
    inbox: (partition) => at(partition, 'inbox'),
    people: (partition) => at(partition, 'people'),
    timers: (partition) => at(partition, 'timers'),
    actions: (partition) => at(partition, 'actions'),
    fetches: (partition) => at(partition, 'fetches'),
    steps: (partition) => at(partition, 'steps'),
    dead: (partition) => at(partition, 'dead'),
    seen: (partition, bucket) => at(partition, `seen:${bucket}`),
    profiles: (partition) => at(partition, 'profiles'),
    audience: (partition, sandbox, audience) => at(partition, `audience:${sandbox}/${audience}`),
    runPosition: (partition, run) => at(partition, `run:${run}`),
    report: (partition, versionUid) => at(partition, `report:${versionUid}`),
    lease: (partition, role) => at(partition, `lease:${role}`),
    epoch: (partition, role) => at(partition, `epoch:${role}`),
    committed: (partition) => at(partition, 'committed'),
    swept: (partition) => at(partition, 'swept'),
    place: (name) => `${prefix}:{${name}}:place`,
    anyPlace: () => `${prefix.replace(/[\\*?[\]]/g, '\\$&')}:{*}:place`,
    tested: (session) => `${prefix}:{${session}}:tested`,
    evaluated: (sandbox) => `${prefix}:{${sandbox}}:evaluated`,
    openRuns: () => `${prefix}:{runs}:open`,
    dueRuns: () => `${prefix}:{runs}:due`,
    scheduledRuns: () => `${prefix}:{runs}:scheduled`,
    members: (role) => `${prefix}:{members}:${role}`,
    config: () => `${prefix}:{config}:definitions`,
    configLog: () => `${prefix}:{config}:log`,
    queuePrefix: () => `${prefix}:{queues}`,
  };
}
