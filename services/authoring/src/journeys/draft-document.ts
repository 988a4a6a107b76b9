import type { JsonObject } from '@waystream/core';
import { journeyDocument } from '@waystream/journey';
import { z } from 'zod';
import { readDocument } from '../definitions/read-document.js';

const draftForm = z.looseObject({ name: journeyDocument.shape.name });

/** A document that may be unfinished: all it needs is a name. Throws `invalid`. */
export function draftDocument(body: JsonObject): JsonObject {
  readDocument(draftForm, body);
  return body;
}
