import { didYouMean } from '@waystream/core';
import type { Scope } from '@waystream/expression';
import type { JumpTarget } from '../activities/define-activity.js';
import { activityOf } from '../activities/registry.js';
import type { Catalogue } from '../catalogue/catalogue.js';
import { liveVersionOf } from '../catalogue/live-version-of.js';
import { type JourneyDocument, journeyDocument } from '../definition/journey-document.js';
import type { JourneyVersion } from '../definition/journey-version.js';
import { checkLanding } from './check-landing.js';
import { type Issue, type IssueCode, issue } from './issue.js';

type Node = JourneyDocument['nodes'][number];

/** The journey that is validated, as others may name it. */
export interface OwnJourney {
  name: string;
  /** Unknown for a document that is stored nowhere yet. */
  uid: string | undefined;
}

/**
 * Every jump leads to a running journey that people of the same namespace can enter with an event, gives that event what
 * it needs, and never leads back here. Journeys are judged as they are now, so publication asks again.
 */
export function checkJumps(catalogue: Catalogue, document: JourneyDocument, scope: Scope, uid?: string): Issue[] {
  const own: OwnJourney = { name: document.name, uid };
  return document.nodes.flatMap((node) => {
    const jump = activityOf(node).jump?.(node);
    return jump ? checkJump(catalogue, { document, node, jump, own, scope }) : [];
  });
}

function checkJump(
  catalogue: Catalogue,
  place: { document: JourneyDocument; node: Node; jump: JumpTarget; own: OwnJourney; scope: Scope },
): Issue[] {
  const { document, node, jump, own, scope } = place;
  const flaw = (code: IssueCode, message: string) => [issue(code, message, node, 'journey')];
  if (isOwn(own, jump.journey)) return flaw('ERR_JUMP_LOOP', `the jump leads back to "${own.name}" itself`);
  const version = liveVersionOf(catalogue, jump.journey);
  if (!version) return unreachable(catalogue, node, jump.journey);
  const way = wayBack(catalogue, own, version, [own.name]);
  if (way) return flaw('ERR_JUMP_LOOP', `jumps lead in a circle: ${way.join(' → ')}`);
  const target = journeyDocument.parse(version.document);
  return checkLanding(catalogue, { origin: document, node, jump, scope }, target);
}

function unreachable({ versions }: Catalogue, node: Node, journey: string): Issue[] {
  const all = [...versions.values()];
  const isKnown = all.some(({ journeyUid, document }) => journeyUid === journey || document.name === journey);
  if (isKnown) {
    const message = `"${journey}" has no live version; publish it before the journey that jumps there`;
    return [issue('ERR_JUMP_NOT_LIVE', message, node, 'journey')];
  }
  const names = all.map(({ document }) => String(document.name));
  const message = `there is no journey "${journey}"${didYouMean(journey, names)}`;
  return [issue('ERR_JUMP_UNKNOWN', message, node, 'journey')];
}

/** The jumps by which the version leads back to the own journey, over any number of others; `null` when there are none. */
function wayBack(
  catalogue: Catalogue,
  own: OwnJourney,
  version: JourneyVersion,
  way: readonly string[],
  seen = new Set<string>(),
): string[] | null {
  if (seen.has(version.uid)) return null;
  seen.add(version.uid);
  const document = journeyDocument.parse(version.document);
  const here = [...way, document.name];
  for (const node of document.nodes) {
    const journey = activityOf(node).jump?.(node).journey;
    if (journey === undefined) continue;
    if (isOwn(own, journey)) return [...here, own.name];
    const next = liveVersionOf(catalogue, journey);
    const found = next && wayBack(catalogue, own, next, here, seen);
    if (found) return found;
  }
  return null;
}

function isOwn({ name, uid }: OwnJourney, journey: string): boolean {
  return journey === uid || journey === name;
}
