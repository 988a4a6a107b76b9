import { expect, it } from 'vitest';
import { mayPass } from './may-pass.js';

const reply = (message: string) => Object.assign(new Error(message), { name: 'ReplyError' });

it.each([
  ['a full memory', reply("OOM command not allowed when used memory > 'maxmemory'.")],
  ['a disk that is full', reply('MISCONF Redis is configured to save RDB snapshots, but')],
  ['a key of another type', reply('WRONGTYPE Operation against a key holding the wrong kind of value')],
  ['a failover', reply("READONLY You can't write against a read only replica.")],
  ['a lost connection', new Error('Connection is closed.')],
  ['a name that is not found', Object.assign(new Error('getaddrinfo ENOTFOUND redis'), { syscall: 'getaddrinfo' })],
])('a command that fails because of %s may succeed later', (_, error) => expect(mayPass(error)).toBe(true));

it.each([
  ['what it is given', reply('ERR value is not a valid float script: 5ca1, on @user_script:45.')],
  ['a defect', new TypeError('x is not a function')],
  ['something that is no error', 'oops'],
])('a command that fails because of %s fails again', (_, error) => expect(mayPass(error)).toBe(false));
