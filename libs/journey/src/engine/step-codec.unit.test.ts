import { describe, expect, it } from 'vitest';
import { decodeSteps, encodeSteps, stepsAbout } from './step-codec.js';
import { type StepEvent, stepEvent } from './step-event.js';

const STEP: StepEvent = {
  v: 1,
  id: 'i.0',
  at: 1_770_000_000_000,
  person: 'prod:Email:ada',
  journey: 'j',
  version: 'v',
  instance: 'i',
  node: 'a',
  nodeType: 'condition',
  status: 'transitions',
  path: 'next',
  waited: true,
  entrance: true,
  ending: null,
  reason: null,
  code: null,
};

describe('steps', () => {
  it.each(stepEvent.shape.status.options)(
    'with the status %s come out of their stored form as they went in',
    (status) => {
      const steps: StepEvent[] = [
        { ...STEP, status },
        { ...STEP, id: 'i.-1', status, seen: { 'Cart.total': 20 } },
        { ...STEP, id: 'd', instance: null, status, reason: 'notLive', waited: false },
      ];
      expect(decodeSteps(encodeSteps(steps))).toEqual(steps);
    },
  );

  it('are read from messages that knew nothing of what a condition had seen', () => {
    const text =
      '[1,"prod:Email:ada",[["j","v","i",[[0,1770000000000,"a","condition","transitions","next",3,null,null,null]]]]]';
    expect(decodeSteps(text)).toEqual([STEP]);
    expect(encodeSteps([STEP])).toBe(text);
  });

  it('of a form of a later release are refused rather than misread', () => {
    expect(() => decodeSteps('[2,"prod:Email:ada",[]]')).toThrow();
  });

  it('are recognised by their person without being decoded', () => {
    for (const person of ['prod:Email:ada', 'prod:Email:"ada", 1', 'prod:CRMID:ü\\n']) {
      const text = encodeSteps([{ ...STEP, person }]);
      expect(stepsAbout(person)(text)).toBe(true);
      expect(stepsAbout(`${person}x`)(text)).toBe(false);
      expect(stepsAbout(person.slice(0, -1))(text)).toBe(false);
    }
  });
});
