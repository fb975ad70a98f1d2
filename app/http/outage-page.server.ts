import type { Words } from '../domain/words.ts';
import type { Typed } from './outage.server.ts';

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? sign);

const hidden = (name: string, value: string): string =>
  `<input type="hidden" name="${escaped(name)}" value="${escaped(value)}">`;

/** The form as it was posted, to be sent once more. */
function againForm({ action, token, fields }: Typed): string {
  const inputs = fields.map(([name, value]) => hidden(name, value)).join('');
  return `<form method="post" action="${escaped(action)}">${hidden('_csrf', token)}${inputs}<button>重新提交 / Send again</button></form>`;
}

/** A page that needs nothing but itself; for addresses that draw none of their own. */
export function outagePage(words: Words, typed: Typed | undefined, address: string): string {
  const again =
    typed && typed.fields.length > 0
      ? againForm(typed)
      : `<p><a href="${escaped(address)}">重试 / Try again</a></p>`;
  return `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>暂时无法服务 · 数衡 Shuheng</title><style>body{font-family:system-ui,sans-serif;color:#1f2933;background:#f5f6f8;margin:0;padding:48px 16px}main{max-width:560px;margin:auto;background:#fff;border:1px solid #d9dee5;border-radius:6px;padding:32px 24px;text-align:center}button{font:inherit;padding:8px 20px;border:0;border-radius:4px;background:#1f4e8c;color:#fff;cursor:pointer}a{color:#1f4e8c}p[lang]{color:#52606d}</style><main><h1>暂时无法服务</h1><p>${escaped(words.zh)}</p><p lang="en">${escaped(words.en)}</p>${again}</main></html>`;
}
