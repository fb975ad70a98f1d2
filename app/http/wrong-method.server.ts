import { words, type Words } from '../domain/words.ts';
import type { Incoming } from './context.server.ts';
import { escaped, isForReading, plainPage } from './plain-page.server.ts';

/** What an address takes: forms alone, or readers alone. */
type Takes = 'post' | 'read';

const ALLOW: Readonly<Record<Takes, string>> = { post: 'POST', read: 'GET, HEAD' };
const TITLES: Readonly<Record<Takes, Words>> = {
  post: words('此地址不能直接打开', 'This address can’t be opened'),
  read: words('此地址不接收提交', 'Nothing can be sent to this address'),
};
const TEXTS: Readonly<Record<Takes, Words>> = {
  post: words(
    '此地址只接收表单提交，不能直接打开或刷新，本次没有改动任何内容。请返回原页面，在页面上重新操作。',
    'This address takes forms alone and can’t be opened or reloaded; nothing was changed. Go back to the page and do it there.',
  ),
  read: words(
    '此地址只供查看或下载，不接收提交，本次没有改动任何内容。请返回原页面，在页面上重新操作。',
    'This address is for reading or downloading alone; nothing was changed. Go back to the page and do it there.',
  ),
};

/**
 * The answer to a method that an address doesn't take: 405 with what it takes, in words. Where the address draws a page
 * the error page shows them; elsewhere a browser gets a page of its own, and whoever fetches gets them as any refusal.
 * @param back the nearest page to go back to
 */
export function wrongMethod(
  { request, context }: Incoming,
  address: { readonly takes: Takes; readonly hasPage: boolean; readonly back: string },
): Response {
  const { takes, hasPage, back } = address;
  context.allowOnly(ALLOW[takes]);
  const text = TEXTS[takes];
  if (hasPage || !isForReading(request)) {
    return Response.json({ code: 'wrong_method', words: text, fields: {} }, { status: 405 });
  }
  return new Response(
    plainPage(TITLES[takes], text, `<p><a href="${escaped(back)}">返回 / Go back</a></p>`),
    { status: 405, headers: { 'Content-Type': 'text/html; charset=utf-8' } },
  );
}
