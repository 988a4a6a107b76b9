import type { Flaw } from '@waystream/core';
import type { Refusal } from '../pipeline/refusal.js';
import type { OpenInlet } from './find-inlet.js';

/** Why a message was refused, in the words and the shape that clients of this protocol evaluate. */
export interface ValidationReport {
  message: string;
  cause: { _streamingValidation: [Violations] };
}

interface Violations {
  schemaLocation: '#';
  pointerToViolation: '#';
  causingExceptions: Violation[];
  message: string;
}

interface Violation {
  schemaLocation: string;
  pointerToViolation: string;
  causingExceptions: [];
  keyword: string;
  message: string;
}

export function validationReport(refusal: Refusal, inlet: OpenInlet, organisation: string): ValidationReport {
  const causingExceptions = refusal.flaws.map(violation);
  const count = causingExceptions.length;
  const message = `${count} schema ${count === 1 ? 'violation' : 'violations'} found`;
  const violations: Violations = { schemaLocation: '#', pointerToViolation: '#', causingExceptions, message };
  return {
    message: `${addressed(inlet, organisation)} Message is invalid`,
    cause: { _streamingValidation: [violations] },
  };
}

/** The one line that a message of a batch is refused with. */
export function refusalLine({ detail, flaws }: Refusal, inlet: OpenInlet, organisation: string): string {
  const places = flaws.filter(({ path }) => path !== '').map(({ path, message }) => `${path}: ${message}`);
  return [addressed(inlet, organisation), detail, ...places].join(' ');
}

/** The one line for a message that found no room while others of its batch did. */
export function fullLine(inlet: OpenInlet, organisation: string): string {
  return `${addressed(inlet, organisation)} There was no room for the message; send it again later.`;
}

function addressed({ inletId }: OpenInlet, organisation: string): string {
  return `inletId: [${inletId}] imsOrgId: [${organisation}]`;
}

function violation({ path, code, message }: Flaw): Violation {
  const steps = path.split('/').slice(1);
  return {
    schemaLocation: ['#', ...steps.flatMap((step) => ['properties', step])].join('/'),
    pointerToViolation: `#${path}`,
    causingExceptions: [],
    keyword: code,
    message,
  };
}
