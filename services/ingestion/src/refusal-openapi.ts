const PROBLEM = { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } };

const headers = { 'Retry-After': { description: 'Seconds to wait', schema: { type: 'integer' as const } } };

/** The answers of a gateway that cannot take anything now. Nothing of the request counts as accepted; all of it may be sent again. */
export const BUSY_ANSWERS = {
  429: {
    description:
      'No room. The detail names what is full: the inbox, the memory of the store, the calls that wait for answers, or the ' +
      'steps that wait to be counted',
    headers,
    content: PROBLEM,
  },
  503: { description: 'The store is not reachable', headers, content: PROBLEM },
};
