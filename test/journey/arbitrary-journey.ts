import { aJourney } from '@waystream/testing';
import fc from 'fast-check';

const MOST_ACTIVITIES = 12;

/** Where the ways out of an activity lead: parts of the document that name targets. */
interface Ways {
  first: object;
  second: object;
  /** Two listening activities side by side, where there are two; else as `first`. */
  beside: object;
}

const LISTENING = {
  wait: ({ beside }: Ways) => ({ type: 'wait', duration: 'PT5H', ...beside }),
  past: ({ beside }: Ways) => ({ type: 'wait', kind: 'date', date: '2026-01-01', ...beside }),
  custom: ({ beside, second }: Ways) => {
    return { type: 'wait', kind: 'custom', expression: 'toDateTimeOnly(@{Cart.note})', ...beside, onError: second };
  },
  event: ({ beside, second }: Ways) => {
    return { type: 'event', event: 'Order', timeout: { duration: 'PT30H', ...second }, ...beside };
  },
};

const DECIDING = {
  data: (ways: Ways) => deciding('dataSource', ways, [{ expression: '@{Cart.total} > 5' }, { expression: 'true' }]),
  split: (ways: Ways) => deciding('percentageSplit', ways, [{ percentage: 50 }, { percentage: 50 }]),
  time: (ways: Ways) => deciding('time', ways, [{ hours: { from: '06:00', to: '18:00' } }, { days: ['monday'] }]),
  cap: (ways: Ways) => ({ ...deciding('profileCap', ways, [{}, {}]), cap: 1, onError: ways.second }),
  end: () => ({ type: 'end', label: 'End' }),
};

const CALLING = {
  call: ({ first, second }: Ways) => {
    return { type: 'action', action: 'Say', parameters: { text: "'hello'" }, ...first, onError: second };
  },
  weather: (ways: Ways) => {
    const paths: [object, object] = [{ expression: '#{Weather.now.celsius} > 5' }, { expression: 'true' }];
    return { ...deciding('dataSource', ways, paths), onError: ways.second };
  },
};

const FORMS = { ...LISTENING, ...DECIDING, ...CALLING };
type FormName = keyof typeof FORMS;
const FORM_NAMES: FormName[] = [
  ...(['wait', 'past', 'custom', 'event', 'data', 'split', 'time', 'cap', 'end'] as const),
  ...(['call', 'weather'] as const),
];

const place = fc.record({
  form: fc.constantFrom<FormName>(...FORM_NAMES),
  to: fc.tuple(fc.nat(), fc.nat()),
});

/** Journeys of every shape that validation allows: activities of many kinds, each leading to later ones only. */
export const arbitraryJourney = fc.array(place, { minLength: 1, maxLength: MOST_ACTIVITIES }).map((places) => {
  const nodes = places.map(({ form, to }, index) => {
    const later = places.length - index - 1;
    const [first = null, second = null] = to.map((one) => (later === 0 ? null : index + 1 + (one % later)));
    const isBeside = first !== second && [first, second].every((one) => (places[one ?? -1]?.form ?? '') in LISTENING);
    const beside = isBeside ? { next: [`n${first}`, `n${second}`] } : leadTo(first);
    return { id: `n${index}`, ...FORMS[form]({ first: leadTo(first), second: leadTo(second), beside }) };
  });
  const cart = { id: 'cart', type: 'event' as const, event: 'Cart', next: 'n0' };
  return { ...aJourney('Any', [cart]), nodes: [cart, ...nodes] };
});

function leadTo(place: number | null): object {
  return place === null ? {} : { next: `n${place}` };
}

function deciding(kind: string, { first, second }: Ways, [a, b]: [object, object]) {
  const paths = [
    { id: 'a', ...a, ...first },
    { id: 'b', ...b, ...second },
  ];
  return { type: 'condition', kind, paths };
}
