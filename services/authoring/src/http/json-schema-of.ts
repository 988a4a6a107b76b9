import { isJsonObject, type Json, type JsonObject } from '@waystream/core';
import { z } from 'zod';

/** The form of a body in the words of JSON Schema, before defaults are filled in. */
export function jsonSchemaOf(form: z.ZodType): JsonObject {
  const { $schema: _, ...schema } = z.toJSONSchema(form, { io: 'input', unrepresentable: 'any' });
  return plainJson(schema);
}

/** Guarantee: what zod has written consists of JSON values, and is an object at its top. */
function plainJson(schema: object): JsonObject {
  const plain: Json = JSON.parse(JSON.stringify(schema));
  return isJsonObject(plain) ? plain : {};
}
