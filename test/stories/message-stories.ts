import { aJourney, anAction, anEvent, aTemplate, type Story, wayOf } from '@waystream/testing';
import { expect } from 'vitest';

const ADA = 'ada@example.com';
const cart = anEvent('CartAbandoned', { total: 'number', item: 'string' });
const reminder = aTemplate('Reminder', 'You left {{item}} behind: {{total}} EUR', { subject: 'Your {{ item }}' });
const done = { id: 'done', type: 'end' as const, label: 'Done' };
const lost = { id: 'lost', type: 'end' as const, label: 'Lost' };
const late = { id: 'late', type: 'end' as const, label: 'Late' };

const mail = (more: object = {}) => ({
  id: 'mail',
  type: 'email' as const,
  template: 'Reminder',
  to: '@{CartAbandoned.person}',
  parameters: { item: '@{CartAbandoned.item}', total: '@{CartAbandoned.total}' },
  ...more,
});
const onCart = (next: string) => ({ id: 'cart', type: 'event' as const, event: 'CartAbandoned', next });
const reaction = (on: 'opened' | 'clicked' | 'sent' | ['opened', 'unsubscribed'], more: object = {}) => ({
  id: 'reaction',
  type: 'reaction' as const,
  message: 'mail',
  on,
  timeout: { duration: 'P3D', next: 'late' },
  next: 'done',
  ...more,
});

type Nodes = Parameters<typeof aJourney>[1];
const worldOf = (...nodes: Nodes) => ({
  events: [cart],
  actions: [anAction('Remind', ['text'])],
  templates: [reminder],
  journeys: [aJourney('Reminder', nodes)],
});
const abandon = { total: 80, item: 'shoes' };

export const messageStories: Story[] = [
  {
    title: 'an e-mail reaches its recipient with the values of the journey in its places',
    world: worldOf(onCart('mail'), mail({ next: 'done' }), done),
    async play(stage) {
      await stage.sends(ADA, 'CartAbandoned', abandon);
      expect(wayOf(await stage.steps(ADA))).toEqual(['cart:next', 'mail:next', 'done:ended']);
      expect(stage.mails()).toEqual([{ to: ADA, subject: 'Your shoes', text: 'You left shoes behind: 80 EUR' }]);
    },
  },
  {
    title: 'an e-mail that the mail server refuses takes the error path, and its bounce can be waited for',
    world: {
      ...worldOf(
        onCart('mail'),
        mail({ next: 'done', onError: { next: 'bounced' } }),
        { id: 'bounced', type: 'reaction', message: 'mail', on: 'bounced', next: 'lost' },
        lost,
        done,
      ),
      refusedMail: { [ADA]: 550 },
    },
    async play(stage) {
      await stage.sends(ADA, 'CartAbandoned', abandon);
      const steps = await stage.steps(ADA);
      expect(wayOf(steps)).toEqual(['cart:next', 'mail:error', 'bounced:next', 'lost:ended']);
      expect(steps.find(({ node }) => node === 'mail')?.code).toBe('smtp_550');
      expect(stage.mails()).toEqual([]);
    },
  },
  {
    title: 'a reaction to an e-mail wakes the person who waits for it',
    world: worldOf(onCart('mail'), mail({ next: 'reaction' }), reaction('opened'), done, late),
    async play(stage) {
      await stage.sends(ADA, 'CartAbandoned', abandon);
      await stage.after('P1D');
      await stage.reacts(ADA, 'opened');
      expect(wayOf(await stage.steps(ADA))).toEqual(['cart:next', 'mail:next', 'reaction:next', 'done:ended']);
    },
  },
  {
    title: 'a reaction that came before the person got to wait for it counts',
    world: worldOf(
      onCart('mail'),
      mail({ next: 'pause' }),
      { id: 'pause', type: 'wait', duration: 'P1D', next: 'reaction' },
      reaction('clicked'),
      done,
      late,
    ),
    async play(stage) {
      await stage.sends(ADA, 'CartAbandoned', abandon);
      await stage.reacts(ADA, 'clicked');
      expect(wayOf(await stage.steps(ADA))).toEqual(['cart:next', 'mail:next']);
      await stage.after('P1D');
      expect(wayOf(await stage.steps(ADA))).toEqual([
        ...['cart:next', 'mail:next', 'pause:next', 'reaction:next', 'done:ended'],
      ]);
    },
  },
  {
    title: 'a reaction of another kind is not the one that is waited for, and time then takes its own path',
    world: worldOf(onCart('mail'), mail({ next: 'reaction' }), reaction('clicked'), done, late),
    async play(stage) {
      await stage.sends(ADA, 'CartAbandoned', abandon);
      await stage.reacts(ADA, 'opened');
      await stage.after('P2DT23H');
      expect(wayOf(await stage.steps(ADA))).toEqual(['cart:next', 'mail:next']);
      await stage.after('PT1H');
      const steps = await stage.steps(ADA);
      expect(wayOf(steps)).toEqual(['cart:next', 'mail:next', 'reaction:timedout', 'late:ended']);
      expect(steps.find(({ status }) => status === 'timedout')?.path).toBe('timeout');
    },
  },
  {
    title: 'one of several reactions is enough',
    world: worldOf(onCart('mail'), mail({ next: 'reaction' }), reaction(['opened', 'unsubscribed']), done, late),
    async play(stage) {
      await stage.sends(ADA, 'CartAbandoned', abandon);
      await stage.reacts(ADA, 'unsubscribed');
      expect(wayOf(await stage.steps(ADA))).toContain('reaction:next');
    },
  },
  {
    title: 'a reaction after the end of the journey changes nothing',
    world: worldOf(onCart('mail'), mail({ next: 'reaction' }), reaction('opened'), done, late),
    async play(stage) {
      await stage.sends(ADA, 'CartAbandoned', abandon);
      await stage.reacts(ADA, 'opened');
      const before = await stage.steps(ADA);
      await stage.reacts(ADA, 'opened');
      await stage.reacts(ADA, 'clicked');
      expect(await stage.steps(ADA)).toEqual(before);
    },
  },
  {
    title: 'a custom action is a message too: that it was sent can be waited for',
    world: worldOf(
      onCart('mail'),
      { id: 'mail', type: 'action', action: 'Remind', parameters: { text: "'hello'" }, next: 'reaction' },
      reaction('sent'),
      done,
      late,
    ),
    async play(stage) {
      await stage.sends(ADA, 'CartAbandoned', abandon);
      expect(wayOf(await stage.steps(ADA))).toEqual(['cart:next', 'mail:next', 'reaction:next', 'done:ended']);
    },
  },
];
