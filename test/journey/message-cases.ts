import { cart, nodes, type ValidationCase } from './validation-world.js';

const mail = {
  id: 'mail',
  type: 'email',
  template: 'Reminder',
  to: '@{Cart.person}',
  parameters: { item: "'shoes'" },
} as const;
const toMail = { ...cart, next: 'mail' };
const reaction = { id: 'reaction', type: 'reaction', message: 'mail', on: 'opened' } as const;
const update = { id: 'update', type: 'updateProfile', field: 'loyalty.tier', value: "'gold'" } as const;
const toUpdate = { ...cart, next: 'update' };
const jump = {
  id: 'jump',
  type: 'jump',
  journey: 'Orders',
  parameters: { person: '@{Cart.person}', id: "'o-1'" },
} as const;
const toJump = { ...cart, next: 'jump' };
const twoWays = {
  id: 'size',
  type: 'condition',
  paths: [{ id: 'large', expression: '@{Cart.total} > 100', next: 'mail' }],
  otherwise: { next: 'reaction' },
};

export const correctDocuments = [
  ['an e-mail and a reaction to it', nodes(toMail, { ...mail, next: 'reaction' }, reaction)],
  ['a profile field that a schema describes', nodes(toUpdate, update)],
  ['a jump by name', nodes(toJump, jump)],
  ['a jump by uid', nodes(toJump, { ...jump, journey: 'journey-Orders' })],
] as const;

export const messageCases: ValidationCase[] = [
  [
    'an unknown template',
    nodes(toMail, { ...mail, template: 'Remindr' }),
    'ERR_TEMPLATE_UNKNOWN mail template: there is no template "Remindr"; did you mean "Reminder"?',
  ],
  [
    'a place in a template without a value',
    nodes(toMail, { ...mail, parameters: {} }),
    'ERR_PARAMETER_MISSING mail parameters.item: the place {{item}} of Reminder needs a value',
  ],
  [
    'a value for a place that the template does not have',
    nodes(toMail, { ...mail, parameters: { item: "'shoes'", itme: "'hat'" } }),
    'ERR_PARAMETER_UNKNOWN mail parameters.itme: Reminder has no place {{itme}}; did you mean "item"?',
  ],
  [
    'a recipient that is no text',
    nodes(toMail, { ...mail, to: '@{Cart.total}' }),
    'ERR_EXPRESSION mail to: line 1, column 1: expected string but the expression is decimal; did you mean toString(@{Cart.total})?',
  ],
  [
    'a reaction to nothing',
    nodes(toMail, { ...mail, next: 'reaction' }, { ...reaction, message: 'mial' }),
    'ERR_REACTION_MESSAGE reaction message: there is no activity "mial" in this journey; did you mean "mail"?',
  ],
  [
    'a reaction to what sends no message',
    nodes(toMail, { ...mail, next: 'reaction' }, { ...reaction, message: 'cart' }),
    'ERR_REACTION_MESSAGE reaction message: "cart" sends no message; name an e-mail or another action',
  ],
  [
    'a reaction to a message that was not sent on every way to it',
    nodes({ ...cart, next: 'size' }, twoWays, { ...mail, next: 'reaction' }, reaction),
    'ERR_REACTION_MESSAGE reaction message: there is a way to "reaction" on which "mail" has sent nothing; let every way pass it',
  ],
  [
    'a reaction to a message that comes after it',
    nodes({ ...cart, next: 'reaction' }, { ...reaction, next: 'mail' }, mail),
    'ERR_REACTION_MESSAGE reaction message: there is a way to "reaction" on which "mail" has sent nothing; let every way pass it',
  ],
  [
    'a timeout of a reaction that is too short',
    nodes(toMail, { ...mail, next: 'reaction' }, { ...reaction, timeout: { duration: 'PT39S' } }),
    'ERR_DURATION_RANGE reaction timeout.duration: PT39S must be at least PT40S and at most P30D for a reaction',
  ],
  [
    'a timeout of a reaction that is too long',
    nodes(toMail, { ...mail, next: 'reaction' }, { ...reaction, timeout: { duration: 'P31D' } }),
    'ERR_DURATION_RANGE reaction timeout.duration: P31D must be at least PT40S and at most P30D for a reaction',
  ],
  [
    'a profile field that no schema has',
    nodes(toUpdate, { ...update, field: 'loyalty.teir' }),
    'ERR_PROFILE_FIELD_UNKNOWN update field: no profile schema has a field "loyalty.teir"; did you mean "loyalty.tier"?',
  ],
  [
    'a value that does not fit the profile field',
    nodes(toUpdate, { ...update, field: 'loyalty.points' }),
    'ERR_EXPRESSION update value: line 1, column 1: expected integer but the expression is string; did you mean toInteger("gold")?',
  ],
  [
    'a jump to nowhere',
    nodes(toJump, { ...jump, journey: 'Oders' }),
    'ERR_JUMP_UNKNOWN jump journey: there is no journey "Oders"; did you mean "Orders"?',
  ],
  [
    'a jump to a draft',
    nodes(toJump, { ...jump, journey: 'Unfinished' }),
    'ERR_JUMP_NOT_LIVE jump journey: "Unfinished" has no live version; publish it before the journey that jumps there',
  ],
  [
    'a jump into another namespace',
    nodes(toJump, { ...jump, journey: 'Beacons' }),
    'ERR_JUMP_NAMESPACE jump journey: people of "Beacons" are keyed by ECID, those of this journey by Email',
  ],
  [
    'a jump to where nobody enters with an event of their own',
    nodes(toJump, { ...jump, journey: 'Sales' }),
    'ERR_JUMP_ENTRY jump journey: "Sales" does not start with an event of one person, so nobody can jump there',
  ],
  [
    'a jump to a journey that needs a supplemental identifier',
    nodes(toJump, { ...jump, journey: 'Bookings' }),
    'ERR_JUMP_ENTRY jump journey: "Bookings" runs once for each Booking, which a jump does not name',
  ],
  [
    'a jump back to the same journey',
    nodes(toJump, { ...jump, journey: 'J' }),
    'ERR_JUMP_LOOP jump journey: the jump leads back to "J" itself',
  ],
  [
    'jumps that lead back over other journeys',
    nodes(toJump, { ...jump, journey: 'Relay' }),
    'ERR_JUMP_LOOP jump journey: jumps lead in a circle: J → Relay → Hub → J',
  ],
  [
    'a field that the other journey does not know',
    nodes(toJump, { ...jump, parameters: { ...jump.parameters, di: "'o-1'" } }),
    'ERR_JUMP_FIELD_UNKNOWN jump parameters.di: the event "Order" has no field "di"; did you mean "id"?',
  ],
  [
    'a value that does not fit a field of the other journey',
    nodes(toJump, { ...jump, parameters: { ...jump.parameters, id: '@{Cart.total}' } }),
    'ERR_JUMP_FIELD_TYPE jump parameters.id: line 1, column 1: expected string but the expression is decimal; did you mean toString(@{Cart.total})?',
  ],
  [
    'a required field of the other journey without a value',
    nodes(toJump, { ...jump, parameters: {} }),
    'ERR_JUMP_FIELD_MISSING jump parameters.person: the event "Order" needs a value for its field "person"',
  ],
];
