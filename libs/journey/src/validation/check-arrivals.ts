import { isJsonObject } from '@waystream/core';
import { activityOf } from '../activities/registry.js';
import type { Catalogue } from '../catalogue/catalogue.js';
import { journeyScope } from '../catalogue/journey-scope.js';
import { isOpen, liveVersionOf } from '../catalogue/live-version-of.js';
import { type JourneyDocument, journeyDocument } from '../definition/journey-document.js';
import type { JourneyVersion } from '../definition/journey-version.js';
import { checkLanding, type Leap } from './check-landing.js';
import { type Issue, type IssueCode, issue } from './issue.js';

/** Where jumps into the journey lead as soon as the document is its live version. */
interface Target {
  readonly document: JourneyDocument;
  readonly journeyUid: string;
}

/**
 * Jumps of running journeys into this one go on bringing people when the document goes live. A journey whose people could not
 * enter any more keeps it from that. A mapping that merely does not fit is told: a jump is checked against the version
 * that is live, so it can be mended only after this one is. Nobody can mend a closed version, so it keeps nothing back.
 */
export function checkArrivals(catalogue: Catalogue, document: JourneyDocument, journeyUid: string): Issue[] {
  const target: Target = { document, journeyUid };
  const former = liveVersionOf(catalogue, journeyUid)?.document.name;
  const names = new Set([journeyUid, document.name, former]);
  return [...catalogue.versions.values()]
    .filter((version) => version.journeyUid !== journeyUid && isInhabited(version) && isNamedIn(version, names))
    .flatMap((version) => checkOrigin(catalogue, version, target));
}

/** People are inside, or may come. */
function isInhabited({ status }: JourneyVersion): boolean {
  return status === 'live' || status === 'paused' || status === 'closed';
}

/** Reading every document takes long, and one in which no activity names the journey need not be read. */
function isNamedIn({ document }: JourneyVersion, names: ReadonlySet<unknown>): boolean {
  const nodes = Array.isArray(document.nodes) ? document.nodes : [];
  return nodes.some((node) => isJsonObject(node) && Object.values(node).some((value) => names.has(value)));
}

function checkOrigin(catalogue: Catalogue, version: JourneyVersion, target: Target): Issue[] {
  const origin = journeyDocument.parse(version.document);
  const scope = journeyScope(catalogue, origin);
  return origin.nodes.flatMap((node) => {
    const jump = activityOf(node).jump?.(node);
    if (!jump || !leadsTo(catalogue, jump.journey, target)) return [];
    const flaw = flawOf(catalogue, { origin, node, jump, scope }, target);
    if (!flaw) return [];
    const code: IssueCode = flaw.isBarred && isOpen(version) ? 'ERR_JUMP_ARRIVAL' : 'WARN_JUMP_ARRIVAL';
    const inside = isOpen(version) ? '' : `, for those still inside its version ${version.version}`;
    return [issue(code, `the jump "${node.id}" of "${origin.name}" breaks${inside}: ${flaw.message}`, null, null)];
  });
}

/** Does a jump to `journey` lead here now? While nothing of that name runs, it does so as soon as this does. */
function leadsTo(catalogue: Catalogue, journey: string, target: Target): boolean {
  const live = liveVersionOf(catalogue, journey);
  return live ? live.journeyUid === target.journeyUid : isNameOf(target, journey);
}

function isNameOf({ document, journeyUid }: Target, journey: string): boolean {
  return journey === journeyUid || journey === document.name;
}

/** Why the jump would not do any more; `isBarred` when nobody would enter at all. */
function flawOf(catalogue: Catalogue, leap: Leap, target: Target): { isBarred: boolean; message: string } | null {
  const { journey } = leap.jump;
  if (!isNameOf(target, journey)) {
    const message = `it goes to "${journey}", and the journey is called "${target.document.name}" now; let it name the uid`;
    return { isBarred: true, message };
  }
  const [flaw] = checkLanding(catalogue, leap, target.document);
  return flaw ? { isBarred: !flaw.code.startsWith('ERR_JUMP_FIELD_'), message: flaw.message } : null;
}
