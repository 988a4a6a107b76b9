import { aJourney, anAction, anEvent, type Story, type StoryEvent, wayOf } from '@waystream/testing';
import { expect } from 'vitest';

/** An event about a booking of a person. */
function aboutBooking(name: string): StoryEvent {
  const event = anEvent(name, { booking: 'string' });
  const supplementalId = { namespace: 'Booking', key: `@{${name}.booking}` };
  return { ...event, definition: { ...event.definition, supplementalId } };
}

/** An event about several bookings at once. */
function aboutBookings(name: string): StoryEvent {
  const event = anEvent(name);
  const booking = { type: 'object', properties: { number: { type: 'integer' } } };
  const properties = { person: { type: 'string' }, bookings: { type: 'array', items: booking } };
  const supplementalId = { namespace: 'Booking', key: `@{${name}.bookings.number}` };
  return {
    ...event,
    schema: { ...event.schema, schema: { type: 'object', properties, required: ['person'] } },
    definition: { ...event.definition, supplementalId },
  };
}

const events = [aboutBooking('Booked'), aboutBooking('Paid'), aboutBooking('Cancelled'), anEvent('LeftUs')];
const actions = [anAction('Remind', ['booking'])];

/** Reminds of a booking that is not paid after a day. */
const payment = aJourney(
  'Payment',
  [
    { id: 'booked', type: 'event', event: 'Booked', next: ['paid', 'aDay'] },
    { id: 'paid', type: 'event', event: 'Paid' },
    { id: 'aDay', type: 'wait', duration: 'P1D', next: 'remind' },
    {
      id: 'remind',
      type: 'action',
      action: 'Remind',
      parameters: { booking: '#{JourneyProperties.supplementalId}' },
    },
  ],
  { properties: { exitCriteria: [{ event: 'Cancelled' }, { event: 'LeftUs' }] } },
);
const hotel = { events, actions, journeys: [payment] };

/** One instance for each thing that the events of a person are about. */
export const supplementalStories: Story[] = [
  {
    title: 'a person is inside once for each supplemental identifier, and a later event moves its instance alone',
    world: hotel,
    async play(stage) {
      for (const booking of ['a', 'b', 'a', 'c']) await stage.sends('ada', 'Booked', { booking });
      await stage.sends('ada', 'Paid', { booking: 'b' });
      const steps = wayOf(await stage.steps('ada'));
      expect(steps).toEqual(['booked:next', 'booked:next', 'booked:alreadyInside', 'booked:next', 'paid:ended']);
      await stage.after('P1D');
      expect(stage.calls().map(({ body }) => body)).toEqual([{ booking: 'a' }, { booking: 'c' }]);
    },
  },
  {
    title: 'an entry event that lacks its supplemental identifier is no entrance, and that is recorded',
    world: hotel,
    async play(stage) {
      await stage.sends('ada', 'Booked', { booking: '' });
      expect(wayOf(await stage.steps('ada'))).toEqual(['booked:noSupplementalId']);
    },
  },
  {
    title: 'an exit event with the identifier takes out that instance, one without takes out all',
    world: hotel,
    async play(stage) {
      for (const booking of ['a', 'b', 'c']) await stage.sends('ada', 'Booked', { booking });
      await stage.sends('ada', 'Cancelled', { booking: 'b' });
      const exited = async () => (await stage.steps('ada')).filter(({ status }) => status === 'exited').length;
      expect(await exited()).toBe(1);
      await stage.sends('ada', 'LeftUs');
      expect(await exited()).toBe(3);
      await stage.after('P1D');
      expect(stage.calls()).toEqual([]);
    },
  },
  {
    title: 'a list of objects starts one instance for each element, and numbers are read as text',
    world: {
      events: [aboutBookings('BookedMany')],
      actions,
      journeys: [
        aJourney('Each', [
          { id: 'booked', type: 'event', event: 'BookedMany', next: 'remind' },
          {
            id: 'remind',
            type: 'action',
            action: 'Remind',
            parameters: { booking: '#{JourneyProperties.supplementalId}' },
          },
        ]),
      ],
    },
    async play(stage) {
      await stage.sends('ada', 'BookedMany', { bookings: [{ number: 7 }, { number: 8 }, { number: 7 }] });
      const said = stage.calls().map(({ body }) => JSON.stringify(body));
      expect(said.sort()).toEqual(['{"booking":"7"}', '{"booking":"8"}']);
    },
  },
  {
    title: 'the re-entrance rule counts for each supplemental identifier',
    world: {
      events,
      actions,
      journeys: [
        aJourney('Once', [{ id: 'once', type: 'event', event: 'Booked' }], {
          properties: { reentrance: { allowed: false } },
        }),
      ],
    },
    async play(stage) {
      for (const booking of ['a', 'b', 'a']) await stage.sends('ada', 'Booked', { booking });
      expect(wayOf(await stage.steps('ada'))).toEqual(['once:ended', 'once:ended', 'once:reentranceNotAllowed']);
    },
  },
  {
    title: 'entering an audience concerns every instance of the person, whatever it is about',
    world: {
      events,
      audiences: [{ name: 'Silver', namespace: 'Email', evaluation: 'uploaded' }],
      journeys: [
        aJourney('Silver', [
          { id: 'booked', type: 'event', event: 'Booked', next: 'silver' },
          { id: 'silver', type: 'audienceQualification', audience: 'Silver' },
        ]),
      ],
    },
    async play(stage) {
      for (const booking of ['a', 'b']) await stage.sends('ada', 'Booked', { booking });
      await stage.uploads('Silver', { add: ['ada'] });
      expect(wayOf(await stage.steps('ada')).slice(2)).toEqual(['silver:ended', 'silver:ended']);
    },
  },
  {
    title: 'an event that is the goal converts the entrance that it is about, and no other',
    world: {
      events,
      journeys: [
        aJourney('Judged', [{ id: 'booked', type: 'event', event: 'Booked' }], {
          properties: { goal: { event: 'Paid', within: 'P1D' } },
        }),
      ],
    },
    async play(stage) {
      for (const booking of ['a', 'b', 'c']) await stage.sends('ada', 'Booked', { booking });
      await stage.sends('ada', 'Paid', { booking: 'b' });
      await stage.sends('ada', 'Paid', { booking: 'b' });
      const steps = await stage.steps('ada');
      const [, second] = steps.filter(({ entrance }) => entrance);
      const converted = steps.filter(({ status }) => status === 'converted');
      expect(converted.map(({ instance }) => instance)).toEqual([second?.instance]);
    },
  },
];
