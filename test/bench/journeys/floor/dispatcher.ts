import { Pool } from 'undici';
import { connect, INBOX, OUTBOX, readBatch } from './floor-redis.js';

/** Makes the calls, many at a time, and puts their answers into the inbox; answers of one turn go out together. */
const [redisUrl = '', sinkUrl = ''] = process.argv.slice(2);
const redis = connect(redisUrl);
const reader = connect(redisUrl);
const pool = new Pool(sinkUrl, { connections: 64 });
let answered: { id: string; message: string }[] = [];

function flush(): void {
  const batch = answered;
  answered = [];
  const pipeline = redis.pipeline();
  pipeline.xack(OUTBOX, 'floor', ...batch.map(({ id }) => id));
  pipeline.xdel(OUTBOX, ...batch.map(({ id }) => id));
  for (const { message } of batch) pipeline.xadd(INBOX, '*', 'm', message);
  void pipeline.exec();
}

async function perform(id: string, text: string): Promise<void> {
  const { person, which, key } = JSON.parse(text);
  const response = await pool.request({
    path: which === 1 ? '/first' : '/second',
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': key },
    body: JSON.stringify({ person, text: 'Thank you for your order. '.repeat(8) }),
  });
  await response.body.dump();
  if (answered.length === 0) setImmediate(flush);
  answered.push({ id, message: JSON.stringify({ person, answered: which }) });
}

async function run(): Promise<void> {
  await redis.xgroup('CREATE', OUTBOX, 'floor', '0', 'MKSTREAM').catch(() => undefined);
  process.send?.('ready');
  for (;;) {
    for (const [id, text] of await readBatch(reader, OUTBOX, 1_000)) void perform(id, text);
  }
}

void run();
