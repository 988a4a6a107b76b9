import { isJsonObject, type Json, type JsonObject } from '@waystream/core';
import { z } from 'zod';

/** A JSON object from outside that is kept as it came; its inside is no business of the definition around it. */
export const jsonObject = z.custom<JsonObject>(isJsonObject, 'must be a JSON object');

export const jsonValue = z.custom<Json>((value) => value !== undefined, 'needs a JSON value');
