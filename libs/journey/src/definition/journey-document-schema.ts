import { isJsonObject, type Json, type JsonObject, parseJson } from '@waystream/core';
import { z } from 'zod';
import { journeyDocument } from './journey-document.js';

/** The form of a journey document as people write it, defaults left out, in the words of JSON Schema 2020-12. */
export function journeyDocumentSchema(): JsonObject {
  const schema: Json = parseJson(
    JSON.stringify(z.toJSONSchema(journeyDocument, { io: 'input', unrepresentable: 'any' })),
  );
  return { title: 'Waystream journey', ...(isJsonObject(schema) ? schema : {}) };
}
