import { parseJson } from '@waystream/core';
import { parsePersonId } from '@waystream/journey';
import type { z } from 'zod';

/** A message of the given form, or why it has another. The person's id of a message that is read can be taken apart. */
export function readMessage<Message extends { person: string }>(
  form: z.ZodType<Message>,
  text: string,
): { message: Message } | { unreadable: string } {
  try {
    const message = form.parse(parseJson(text));
    parsePersonId(message.person);
    return { message };
  } catch (error) {
    return { unreadable: error instanceof Error ? error.message : String(error) };
  }
}
