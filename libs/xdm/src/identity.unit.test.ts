import { AppError } from '@waystream/core';
import { describe, expect, it } from 'vitest';
import { identitiesOf, primaryIdentity } from './index.js';

const ECID = { path: 'endUserIDs._experience.mcid.id', namespace: 'ECID', primary: true };
const EMAILS = { path: 'contacts.email', namespace: 'Email' };
const MAP = {
  Phone: [{ id: '+4930', authenticatedState: 'ambiguous' }, { id: '' }],
  Email: [{ id: 'old@example.com' }, { id: 'ada@example.com', primary: true }],
};

describe('the primary identity of a document', () => {
  it('is the field that the schema marks as primary', () => {
    const document = { endUserIDs: { _experience: { mcid: { id: '77' } } }, identityMap: MAP };
    expect(primaryIdentity(document, [EMAILS, ECID])).toEqual({ namespace: 'ECID', id: '77' });
  });

  it('is the entry of the identity map marked as primary when there is no such field', () => {
    expect(primaryIdentity({ identityMap: MAP }, [ECID])).toEqual({ namespace: 'Email', id: 'ada@example.com' });
  });

  it('is the first entry of the identity map when none is marked', () => {
    const identityMap = { Phone: [{ id: '' }, { id: '+4930' }], Email: [{ id: 'ada@example.com' }] };
    expect(primaryIdentity({ identityMap }, [])).toEqual({ namespace: 'Phone', id: '+4930' });
  });

  it('is text, also when the field is a number', () => {
    expect(primaryIdentity({ no: 42 }, [{ path: 'no', namespace: 'CRMID', primary: true }])).toEqual({
      namespace: 'CRMID',
      id: '42',
    });
  });

  it.each([
    {},
    { identityMap: null },
    { identityMap: { Email: 'ada@example.com' } },
    { identityMap: { Email: [null, 'x', { id: true }] } },
    { endUserIDs: { _experience: { mcid: { id: '' } } } },
  ])('is none in %j', (document) => {
    expect(primaryIdentity(document, [ECID])).toBeNull();
  });
});

describe('all identities of a document', () => {
  it('come with the primary one first and none twice', () => {
    const document = { contacts: [{ email: 'ada@example.com' }, {}, { email: 'new@example.com' }], identityMap: MAP };
    expect(identitiesOf(document, [EMAILS, ECID])).toEqual([
      { namespace: 'Email', id: 'ada@example.com' },
      { namespace: 'Email', id: 'new@example.com' },
      { namespace: 'Phone', id: '+4930' },
      { namespace: 'Email', id: 'old@example.com' },
    ]);
  });

  it('are read by paths only', () => {
    expect(() => identitiesOf({}, [{ path: 'a..b', namespace: 'Email' }])).toThrow(AppError);
  });
});
