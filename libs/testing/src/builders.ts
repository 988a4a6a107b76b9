import type { JsonObject } from '@waystream/core';
import type { JourneyDocumentInput } from '@waystream/journey';

/** Documents as they are POSTed to the authoring API, with defaults for what a test does not care about. */

export interface StoryEvent {
  name: string;
  schema: JsonObject;
  definition: JsonObject;
}

/** An event about a person of namespace `Email`, keyed by its field `person`, with the given fields. */
export function anEvent(
  name: string,
  fields: Record<string, 'string' | 'number' | 'integer' | 'boolean'> = {},
): StoryEvent {
  const properties = Object.fromEntries(Object.entries(fields).map(([field, type]) => [field, { type }]));
  return {
    name,
    schema: {
      name: `${name}Schema`,
      class: 'experienceEvent',
      schema: { type: 'object', properties: { person: { type: 'string' }, ...properties }, required: ['person'] },
    },
    definition: {
      name,
      type: 'unitary',
      idType: 'systemGenerated',
      schema: `${name}Schema`,
      fields: ['*'],
      namespace: 'Email',
      key: `@{${name}.person}`,
    },
  };
}

/** An action that POSTs the values of its variables, and the person, to `/<name>` of the story's endpoint. */
export function anAction(name: string, variables: string[] = [], more: JsonObject = {}): JsonObject {
  const fields = variables.map((field) => [field, { variable: { label: field, type: 'string' } }]);
  return { name, url: `http://endpoint/${name}`, method: 'POST', payload: Object.fromEntries(fields), ...more };
}

/** An e-mail with a text, which may hold places, and a link to follow. */
export function aTemplate(name: string, text: string, more: JsonObject = {}): JsonObject {
  const html = `<html><body><p>${text}</p><a href="https://shop.example/?from=mail">Look</a></body></html>`;
  return { name, subject: name, text, html, ...more };
}

type Nodes = JourneyDocumentInput['nodes'];

/** A journey of people of namespace `Email` that starts at its first activity. */
export function aJourney(name: string, nodes: Nodes, more: Partial<JourneyDocumentInput> = {}): JourneyDocumentInput {
  return { name, namespace: 'Email', entry: nodes[0]?.id ?? '', nodes, ...more };
}
