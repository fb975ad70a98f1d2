import { createHash } from 'node:crypto';
import { refuse, type Result } from '../domain/refusal/refusal.ts';
import { words } from '../domain/words.ts';
import type { Incoming } from './context.server.ts';
import { visitOf } from './scope.server.ts';

const TWICE = words(
  '相同内容刚才已提交，未重复保存；请返回列表或原页面查看结果。',
  'The same was sent a moment ago, and isn’t saved twice; look for it in the list or on the page.',
);

/** For how long what was made isn't made again. */
const KEPT_SECONDS = 300;

/**
 * Does what makes something new, once: the same content from the same person to the same address is refused with 409
 * while it is being done and for some minutes after. A browser sends a form again when its page is loaded again or its
 * button pressed twice. What was refused or failed may be sent again at once; where the database went away in the middle
 * of it, once it can be done no more (entry/limiter.ts).
 */
export async function onceOnly<T>(
  incoming: Incoming,
  content: unknown,
  work: () => Promise<Result<T>>,
): Promise<Result<T>> {
  const { limiter, address } = incoming.context;
  const { session } = await visitOf(incoming);
  const path = new URL(incoming.request.url).pathname.replace(/\.data$/, '');
  const said = JSON.stringify([session?.accountId ?? address, path, content]);
  const key = createHash('sha256').update(said).digest('base64url');
  if (!(await limiter.take('same-post', key))) return refuse('conflict', { words: TWICE });
  let isDone = false;
  try {
    const result = await work();
    isDone = result.ok;
    return result;
  } finally {
    // What was made is made, and what failed has failed: neither becomes another answer for want of a mark.
    await (isDone ? limiter.keep('same-post', key, KEPT_SECONDS) : limiter.reset('same-post', key)).catch(
      (error: unknown) => incoming.context.logError(error),
    );
  }
}
