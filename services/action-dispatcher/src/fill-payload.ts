import { isJsonObject, type Json, type JsonObject } from '@waystream/core';
import { isVariable } from '@waystream/journey';
import { type Parameters, parameterAt } from './parameter-at.js';

/**
 * The payload of an action with its variables replaced by `parameters`, which are keyed by the dotted path of the
 * variable. Lists are constants. A variable without a value is left out; so is `null` for one that is optional, because
 * an expression over a missing field yields it.
 */
export function fillPayload(payload: JsonObject, parameters: Parameters, prefix = ''): JsonObject {
  const filled: JsonObject = {};
  for (const [field, value] of Object.entries(payload)) {
    const sent = fill(value, parameters, `${prefix}${field}`);
    if (sent !== undefined) filled[field] = sent;
  }
  return filled;
}

function fill(value: Json | undefined, parameters: Parameters, path: string): Json | undefined {
  if (isVariable(value)) {
    const given = parameterAt(parameters, path);
    return given === null && value.variable.required === false ? undefined : given;
  }
  return isJsonObject(value) ? fillPayload(value, parameters, `${path}.`) : value;
}
