import { words, type Words } from '../domain/words.ts';
import type { Typed } from './outage.server.ts';
import { escaped, plainPage } from './plain-page.server.ts';

const AWAY = words('暂时无法服务', 'Not available at the moment');

const hidden = (name: string, value: string): string =>
  `<input type="hidden" name="${escaped(name)}" value="${escaped(value)}">`;

/** The form as it was posted, to be sent once more. */
function againForm({ action, token, fields }: Typed): string {
  const inputs = fields.map(([name, value]) => hidden(name, value)).join('');
  return `<form method="post" action="${escaped(action)}">${hidden('_csrf', token)}${inputs}<button>重新提交 / Send again</button></form>`;
}

/** A page that needs nothing but itself; for addresses that draw none of their own. */
export function outagePage(text: Words, typed: Typed | undefined, address: string): string {
  const again =
    typed && typed.fields.length > 0
      ? againForm(typed)
      : `<p><a href="${escaped(address)}">重试 / Try again</a></p>`;
  return plainPage(AWAY, text, again);
}
