import { EventEmitter } from 'node:events';
import { describe, expect, it } from 'vitest';
import { listenForStop, Stopped, untilStopped } from './stop-request.js';

function listening() {
  let now = 0;
  const signals = new EventEmitter();
  const clock = { now: () => now, wakeAt: () => () => undefined };
  const request = listenForStop(signals, clock);
  const at = (timeMs: number, signal: string) => {
    now = timeMs;
    signals.emit(signal);
  };
  return { request, at, signals };
}

describe('the wish to stop', () => {
  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'])('comes with %s', (signal) => {
    const { request, at } = listening();
    at(0, signal);
    expect(request.stop.aborted).toBe(true);
  });

  it('is the same one when terminal and npm both pass it on', () => {
    const { request, at } = listening();
    at(10, 'SIGINT');
    at(12, 'SIGINT');
    expect(request.hurry.aborted).toBe(false);
  });

  it('becomes a hurry when it is repeated a while later', () => {
    const { request, at } = listening();
    at(10, 'SIGINT');
    at(1_500, 'SIGINT');
    expect(request.hurry.aborted).toBe(true);
  });

  it('is no failure, but what else ends a run is', async () => {
    const { request, at } = listening();
    at(0, 'SIGINT');
    await expect(untilStopped(request.stop)).resolves.toBeUndefined();
    const fault = new Error('evaluator cannot run');
    await expect(untilStopped(AbortSignal.abort(fault))).rejects.toBe(fault);
    expect(request.stop.reason).toBeInstanceOf(Stopped);
  });

  it('leaves no listeners behind', () => {
    const { request, signals } = listening();
    request.close();
    expect(signals.eventNames()).toEqual([]);
  });
});
