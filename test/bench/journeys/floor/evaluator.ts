import { COMMIT, connect, INBOX, OUTBOX, PEOPLE, readBatch, STEPS, TIMERS } from './floor-redis.js';

/** Decides the one journey there is, without a journey document, an expression or a check of anything. */
interface Message {
  person: string;
  total?: number;
  country?: string;
  answered?: 1 | 2;
  orderId?: string;
}

type Change = [person: string, state: string, due: string, step: string, call: string];

const [redisUrl = '', waitMs = ''] = process.argv.slice(2);
const redis = connect(redisUrl);
const reader = connect(redisUrl);
let alarm: NodeJS.Timeout | undefined;
let turn: Promise<void> = Promise.resolve();

const call = (person: string, which: 1 | 2) => JSON.stringify({ person, which, key: `${person}-${which}` });
const step = (person: string, name: string) => JSON.stringify({ person, name, at: Date.now() });

function decide(message: Message): Change | null {
  const { person } = message;
  if (message.total !== undefined) {
    if (!(message.total > 100 && message.country === 'DE')) return null;
    return [person, '1', '', step(person, 'entered'), call(person, 1)];
  }
  if (message.answered === 1) {
    const due = Date.now() + Number(waitMs);
    return [person, '2', String(due), step(person, 'waiting'), ''];
  }
  if (message.answered === 2) return [person, '', '', step(person, 'done'), ''];
  return [person, '3', '', step(person, 'second'), call(person, 2)];
}

async function commit(ids: string[], changes: Change[]): Promise<void> {
  const keys = [INBOX, PEOPLE, TIMERS, STEPS, OUTBOX];
  const due = await redis.eval(COMMIT, keys.length, ...keys, ids.length, ...ids, ...changes.flat());
  clearTimeout(alarm);
  if (due !== '') alarm = setTimeout(() => inTurn(ring), Math.max(0, Number(due) - Date.now()));
}

async function ring(): Promise<void> {
  const people = await redis.zrange(TIMERS, '-inf', String(Date.now()), 'BYSCORE', 'LIMIT', 0, 200);
  await commit(
    [],
    people.map((person): Change => [person, '3', '', step(person, 'late'), call(person, 2)]),
  );
}

/** One commit after the other, so that nobody is moved by an event and a timer at once. */
function inTurn(work: () => Promise<void>): Promise<void> {
  turn = turn.then(work);
  return turn;
}

async function run(): Promise<void> {
  await redis.xgroup('CREATE', INBOX, 'floor', '0', 'MKSTREAM').catch(() => undefined);
  process.send?.('ready');
  for (;;) {
    const entries = await readBatch(reader, INBOX, 1_000);
    if (entries.length === 0) continue;
    const changes = entries.flatMap(([, text]) => {
      const change = decide(JSON.parse(text));
      return change ? [change] : [];
    });
    const ids = entries.map(([id]) => id);
    await inTurn(() => commit(ids, changes));
  }
}

void run();
