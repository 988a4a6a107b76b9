import { fromRfc3339, isJsonObject, isTimeZone, type Json } from '@waystream/core';
import type { z } from 'zod';
import { activityOf } from '../activities/registry.js';
import type { Catalogue } from '../catalogue/catalogue.js';
import { journeyScope } from '../catalogue/journey-scope.js';
import { compileCriteria } from '../compile/compile-criteria.js';
import { compileNodes } from '../compile/compile-nodes.js';
import { type JourneyDocument, journeyDocument } from '../definition/journey-document.js';
import { checkArrivals } from './check-arrivals.js';
import { checkAudiences } from './check-audiences.js';
import { checkCriteria } from './check-criteria.js';
import { checkGraph } from './check-graph.js';
import { checkJumps } from './check-jumps.js';
import { checkMessages } from './check-messages.js';
import { checkSupplemental } from './check-supplemental.js';
import { type Issue, isError, issue } from './issue.js';

/** A journey may have this many activities. */
export const MOST_ACTIVITIES = 200;

export interface Validation {
  errors: Issue[];
  warnings: Issue[];
  /** The document with its defaults, when its form is right. */
  document: JourneyDocument | null;
}

/**
 * Everything that keeps a journey from running, and what is merely unwise. Pure; never throws for a wrong document.
 * `journeyUid` is that of the journey whose version the document is, once it is stored.
 */
export function validateVersion(catalogue: Catalogue, raw: Json, journeyUid?: string): Validation {
  const parsed = journeyDocument.safeParse(raw);
  if (!parsed.success)
    return { errors: parsed.error.issues.map((flaw) => formIssue(raw, flaw)), warnings: [], document: null };
  const document = parsed.data;
  const scope = { catalogue, document };
  const expressionScope = journeyScope(catalogue, document);
  const issues = [
    ...checkProperties(document),
    ...checkCriteria(scope),
    ...checkGraph(document),
    ...checkSupplemental(scope),
    ...checkAudiences(scope),
    ...document.nodes.flatMap((node) => activityOf(node).check(node, scope)),
    ...checkMessages(document),
    ...compileNodes(catalogue, document, expressionScope).issues,
    ...compileCriteria(document, expressionScope).issues,
    ...checkJumps(catalogue, document, expressionScope, journeyUid),
    ...(journeyUid === undefined ? [] : checkArrivals(catalogue, document, journeyUid)),
  ];
  return { errors: issues.filter(isError), warnings: issues.filter((one) => !isError(one)), document };
}

function checkProperties({ namespace, properties, nodes }: JourneyDocument): Issue[] {
  const issues: Issue[] = [];
  if (namespace === undefined) {
    issues.push(
      issue(
        'ERR_NAMESPACE_MISSING',
        'the journey needs the namespace of its people, such as "ECID"',
        null,
        'namespace',
      ),
    );
  }
  if (nodes.length > MOST_ACTIVITIES) {
    const message = `the journey has ${nodes.length} activities, ${MOST_ACTIVITIES} are allowed; move a part to a journey of its own`;
    issues.push(issue('ERR_TOO_MANY_ACTIVITIES', message, null, 'nodes'));
  }
  if (!isTimeZone(properties.timezone)) {
    const message = `"${properties.timezone}" is no time zone; use an IANA name such as "Europe/Paris"`;
    issues.push(issue('ERR_TIMEZONE_UNKNOWN', message, null, 'properties.timezone'));
  }
  const { startDate, endDate } = properties;
  if (startDate !== null && endDate !== null && instant(endDate) <= instant(startDate)) {
    issues.push(issue('ERR_DATES_REVERSED', 'the end date must come after the start date', null, 'properties.endDate'));
  }
  return issues;
}

const instant = (checked: string) => fromRfc3339(checked) ?? 0;

/** A flaw of form, told at its activity when it lies inside one. */
function formIssue(raw: Json, flaw: z.core.$ZodIssue): Issue {
  const [first, index, ...inside] = flaw.path;
  const nodes = isJsonObject(raw) ? raw.nodes : undefined;
  const node = first === 'nodes' && typeof index === 'number' && Array.isArray(nodes) ? nodes[index] : undefined;
  const id = isJsonObject(node) && typeof node.id === 'string' ? node.id : null;
  if (id === null) return issue('ERR_FORMAT', flaw.message, null, fieldOf(flaw.path));
  return issue('ERR_FORMAT', flaw.message, { id }, fieldOf(inside));
}

function fieldOf(path: readonly PropertyKey[]): string | null {
  const text = path.map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`)).join('');
  return text === '' ? null : text.replace(/^\./, '');
}
