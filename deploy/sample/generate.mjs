// Writes the recording that the sample replays: one evening at the Marlton hotels, the same at every run.
// Usage: node deploy/sample/generate.mjs [folder]
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { FIRST_NAMES, LAST_NAMES } from './names.mjs';

const SEED = 20_260_515;
const PEOPLE = 212;
const VISITORS = 200;
const AFTERNOON = Date.parse('2026-05-15T14:00:00Z');
const DINNER = Date.parse('2026-05-15T18:00:00Z');
const MINUTE_MS = 60_000;

const HOTELS = ['Opéra', 'Rive Gauche', 'Canal', 'Montmartre'];
const TIERS = ['Classic', 'Silver', 'Gold', 'Platinum'];
const LANGUAGES = ['fr', 'en', 'de', 'es', 'it', 'ja', 'pt'];
const MAIL_DOMAINS = ['example.com', 'example.org', 'example.net'];

/** Mulberry32: a number in [0, 1) a call, from one 32-bit seed. */
function seeded(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000;
  };
}

const random = seeded(SEED);
const chance = (share) => random() < share;
const below = (limit) => Math.floor(random() * limit);
const pick = (list) => list[below(list.length)];
const digits = (count) => Array.from({ length: count }, () => below(10)).join('');
const hex = (count) => Array.from({ length: count }, () => below(16).toString(16)).join('');

function createPeople() {
  const names = new Set();
  while (names.size < PEOPLE) names.add(`${pick(FIRST_NAMES)} ${pick(LAST_NAMES)}`);
  return [...names].map((name, index) => createPerson(name, index < VISITORS));
}

function createPerson(name, visits) {
  const member = chance(0.56);
  const booked = chance(member ? 0.68 : 0.3);
  return {
    name,
    ecid: `${1 + below(9)}${digits(37)}`,
    pushToken: hex(64),
    member,
    // Guests whom nobody has asked yet have no answer, which is something else than "no".
    asked: member || chance(0.6),
    tier: pick(TIERS),
    language: pick(LANGUAGES),
    mailDomain: pick(MAIL_DOMAINS),
    hotel: pick(HOTELS),
    booking: booked ? { room: `${1 + below(6)}${String(1 + below(28)).padStart(2, '0')}`, nights: 1 + below(5) } : null,
    visits,
    lobbyAt: AFTERNOON + below(240) * MINUTE_MS + below(MINUTE_MS),
    passesAgain: visits && chance(0.06),
    dines: visits && chance(booked ? 0.45 : 0.12),
    dinesAt: DINNER + below(210) * MINUTE_MS + below(MINUTE_MS),
  };
}

function profileOf({ name, ecid, member, asked, tier, language, mailDomain }) {
  const [firstName, ...rest] = name.split(' ');
  const lastName = rest.join(' ');
  const mailbox = `${firstName}.${lastName}`
    .normalize('NFD')
    .replace(/[^A-Za-z.]/g, '')
    .toLowerCase();
  const loyalty = member ? { loyaltyMember: true, tier } : asked ? { loyaltyMember: false } : {};
  return {
    namespace: 'ECID',
    id: ecid,
    attributes: {
      person: { name: { firstName, lastName } },
      personalEmail: { address: `${mailbox}@${mailDomain}` },
      preferredLanguage: language,
      _customer: { marlton: loyalty },
    },
  };
}

function beacon(event, { ecid, pushToken, hotel }, at) {
  return {
    event,
    payload: {
      _id: hex(32),
      timestamp: new Date(at).toISOString(),
      eventType: 'location.entry',
      endUserIDs: { _experience: { mcid: { id: ecid } } },
      placeContext: { poi: { hotel: `Marlton ${hotel}`, name: event === 'LobbyBeacon' ? 'Lobby' : 'Restaurant' } },
      ...(event === 'LobbyBeacon' && { pushToken }),
    },
  };
}

function eventsOf(person) {
  const events = person.visits ? [beacon('LobbyBeacon', person, person.lobbyAt)] : [];
  // Only people with a reason to stay come by twice: members who have a room.
  const again = person.passesAgain && person.member && person.booking;
  if (again) events.push(beacon('LobbyBeacon', person, person.lobbyAt + (2 + below(40)) * MINUTE_MS));
  if (person.dines) events.push(beacon('RestaurantBeacon', person, person.dinesAt));
  return events;
}

const folder = process.argv[2] ?? fileURLToPath(new URL('.', import.meta.url));
const people = createPeople();
const events = people.flatMap(eventsOf).sort((a, b) => a.payload.timestamp.localeCompare(b.payload.timestamp));
const reservations = Object.fromEntries(people.flatMap(({ ecid, booking }) => (booking ? [[ecid, booking]] : [])));
const lines = (list) => `${list.map((value) => JSON.stringify(value)).join('\n')}\n`;

writeFileSync(join(folder, 'profiles.ndjson'), lines(people.map(profileOf)));
writeFileSync(join(folder, 'events.ndjson'), lines(events));
writeFileSync(join(folder, 'reservations.json'), `${JSON.stringify(reservations, null, 2)}\n`);
