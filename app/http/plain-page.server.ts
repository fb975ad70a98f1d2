import type { Words } from '../domain/words.ts';

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text as HTML shows it, in an attribute too. */
export const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? sign);

/** Whether a browser itself asks, to show what comes. */
export function isForReading(request: Request): boolean {
  return (request.headers.get('accept') ?? '').includes('text/html');
}

/**
 * A page that needs nothing but itself, in both tongues; for addresses that draw none of their own.
 * @param below HTML under the words: where to go from here
 */
export function plainPage(title: Words, text: Words, below: string): string {
  return `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${escaped(title.zh)} · 数衡 Shuheng</title><style>body{font-family:system-ui,sans-serif;color:#1f2933;background:#f5f6f8;margin:0;padding:48px 16px}main{max-width:560px;margin:auto;background:#fff;border:1px solid #d9dee5;border-radius:6px;padding:32px 24px;text-align:center}button{font:inherit;padding:8px 20px;border:0;border-radius:4px;background:#1f4e8c;color:#fff;cursor:pointer}a{color:#1f4e8c}p[lang]{color:#52606d}</style><main><h1>${escaped(title.zh)}</h1><p>${escaped(text.zh)}</p><p lang="en">${escaped(text.en)}</p>${below}</main></html>`;
}
