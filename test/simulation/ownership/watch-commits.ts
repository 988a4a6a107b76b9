import { hashAt } from '../redis/memory.js';
import type { ScriptModel } from '../redis/script-models.js';
import { demand } from '../rules/violation.js';
import { COUNTER, committerOf } from './member.js';

/**
 * The script of commits, with an eye on whose are carried out and on what they build: epochs never fall, each is of one
 * owner, and no commit undoes another. `judged` is given what to demand.
 */
export function watchCommits(commit: ScriptModel, judged: (demands: () => void) => void): ScriptModel {
  const latest = new Map<string, { epoch: number; owner: string }>();
  return (memory, keys, args) => {
    const [epochKey = '', , people = ''] = keys;
    const [epoch = '', name = ''] = args;
    const before = hashAt(memory, people).get(COUNTER) ?? '0';
    const reply = commit(memory, keys, args);
    if (!Array.isArray(reply) || reply[0] !== 'ok') return reply;
    const now = { epoch: Number(epoch), owner: committerOf(name) };
    const last = latest.get(epochKey) ?? { ...now, epoch: 0 };
    latest.set(epochKey, now);
    const count = hashAt(memory, people).get(COUNTER);
    const detail = () => `${epochKey}: ${now.owner} in ${now.epoch} after ${last.owner} in ${last.epoch}`;
    judged(() => {
      demand(now.epoch >= last.epoch, 'a former owner commits nothing', detail);
      demand(now.epoch > last.epoch || now.owner === last.owner, 'an epoch is of one owner', detail);
      demand(Number(count) === Number(before) + 1, 'no commit is lost', () => `${detail()}, ${before} became ${count}`);
    });
    return reply;
  };
}
