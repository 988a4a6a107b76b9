import { z } from '@hono/zod-openapi';
import { defineRoute, type Routes, sandboxOf } from '@waystream/service';
import { type UploadContext, uploadMembers } from './upload-members.js';

/** Most keys in one upload, over both lists; a rule of the product. */
const MOST_KEYS = 10_000;

/** As many keys as allowed, each as long as allowed, and the JSON around them. */
const UPLOAD_BYTES = 12 * 1_024 * 1_024;

const keys = z.array(z.string().min(1).max(1_024)).default([]);

const upload = z
  .strictObject({ add: keys, remove: keys })
  .refine(({ add, remove }) => add.length + remove.length <= MOST_KEYS, `may hold at most ${MOST_KEYS} keys in all`)
  .openapi('MemberUpload');

const uploaded = z.object({ entered: z.int(), left: z.int(), unchanged: z.int() }).openapi('UploadedMembers');

const json = <Schema extends z.ZodType>(schema: Schema) => ({ 'application/json': { schema } });

const uploadRoute = defineRoute(
  { access: 'profiles.manage', maxBytes: UPLOAD_BYTES },
  {
    path: '/audiences/{name}/members',
    tags: ['Audiences'],
    method: 'post',
    summary: 'Add people to an uploaded audience, and remove others',
    request: { params: z.object({ name: z.string() }), body: { required: true, content: json(upload) } },
    responses: { 200: { description: 'How many have entered and left', content: json(uploaded) } },
  },
);

/** Members of audiences that are uploaded. */
export function audienceRoutes(context: UploadContext): Routes {
  return (app) =>
    app.openapi(uploadRoute, async (c) => {
      const address = { sandbox: sandboxOf(c), name: c.req.valid('param').name };
      return c.json(await uploadMembers(context, address, c.req.valid('json')), 200);
    });
}
