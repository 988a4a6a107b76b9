import { z } from 'zod';
import { name } from './names.js';
import { hasBrokenPlace, placesIn } from './template-places.js';

const BROKEN = 'has "{{" that begins no place; write places as {{name}}: letters, digits, "_" or "-"';

const content = (most: number) =>
  z
    .string()
    .min(1, 'must not be empty')
    .max(most, `is longer than ${most.toLocaleString('en')} characters`)
    .refine((text) => !hasBrokenPlace(text), BROKEN);

const body = content(500_000).optional();

/** An address, alone or after a name: `shop@example.org`, `The shop <shop@example.org>`. */
const mailbox = z
  .string()
  .max(320)
  .regex(
    /^(?:[^\s<>@,;]+@[^\s<>@,;]+|[^<>@,;\r\n]+<[^\s<>@,;]+@[^\s<>@,;]+>)$/,
    'must be an address, or a name and an address such as "The shop <shop@example.org>"',
  );

/** An e-mail that journeys send. Its texts hold places such as `{{firstName}}`, which journeys fill. */
export const templateDefinition = z
  .strictObject({
    name,
    description: z.string().max(1_000).optional(),
    subject: content(1_000),
    html: body,
    text: body,
    from: mailbox.optional(),
  })
  .refine((template) => template.html !== undefined || template.text !== undefined, {
    path: ['html'],
    message: 'an e-mail needs html, text or both',
  });
export type TemplateDefinition = z.infer<typeof templateDefinition>;

/** Places that the channel fills: the recipient's address, and where the recipient can say no to further mail. */
const CHANNEL_PLACES = ['to', 'unsubscribeUrl'] as const;

/** What a journey has to give a value for, each once. */
export function parametersOf({ subject, html = '', text = '' }: TemplateDefinition): string[] {
  const own: readonly string[] = CHANNEL_PLACES;
  return [...new Set([subject, html, text].flatMap(placesIn))].filter((place) => !own.includes(place));
}
