import { z } from 'zod';
import type { Words } from '../words.ts';

/** What a notice says, sealed in the database. */
export const NoticeContent = z.object({
  subject: z.object({ zh: z.string(), en: z.string() }),
  body: z.object({ zh: z.string(), en: z.string() }),
  /** Path within the product that it leads to, from the first slash. */
  link: z.string(),
});
export type NoticeContent = z.infer<typeof NoticeContent>;

/** Both tongues on one line, Chinese first. */
export function subjectLine({ zh, en }: Words): string {
  return (zh === en ? zh : `${zh} / ${en}`).replace(/\p{Cc}+/gu, ' ').trim();
}

/** The plain text of a mail or a webhook's post: Chinese, English, the address. */
export function messageText(content: NoticeContent, origin: string): string {
  const { zh, en } = content.body;
  const parts = [zh, en === zh ? '' : en, content.link === '' ? '' : `${origin}${content.link}`];
  return parts.filter((part) => part !== '').join('\n\n');
}
