/**
 * The journey that is measured, for Waystream and for the floor alike: a 1 KB event, a condition, a call, two seconds or
 * a second event of the person, a second call. Half of the people send the second event one second after the first.
 */
export const WAIT_MS = 2_000;
export const SECOND_EVENT_AFTER_MS = 1_000;

/** Fills the event up to about 1 KB, as real events carry more than a journey reads. */
const PADDING = 'x'.repeat(640);

export function firstEvent(person: string): string {
  return JSON.stringify({
    _id: `${person}-1`,
    timestamp: new Date().toISOString(),
    person,
    total: 120.5,
    country: 'DE',
    items: [
      { sku: 'A-1000', quantity: 2, price: 40 },
      { sku: 'B-2000', quantity: 1, price: 40.5 },
    ],
    note: PADDING,
  });
}

export function secondEvent(person: string): string {
  return JSON.stringify({
    _id: `${person}-2`,
    timestamp: new Date().toISOString(),
    person,
    orderId: `${person}-order`,
  });
}

export function sendsSecondEvent(index: number): boolean {
  return index % 2 === 0;
}

/** What a running system under measurement offers. */
export interface SystemUnderTest {
  name: string;
  /** Where the two events are posted. */
  firstUrl: string;
  secondUrl: string;
  /** Every process that works for it, Redis included, by name. */
  pids: Record<string, number>;
  stop(): Promise<void>;
}
