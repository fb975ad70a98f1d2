import { createHmac } from 'node:crypto';
import type { WebhookMessage, WebhookTarget } from './port.ts';

export interface RenderedPost {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** 企业微信: markdown content has at most 4,096 bytes of UTF-8. */
const wecomBytes = 4096;
/** 钉钉 takes at most 20,000 bytes for the whole post; this leaves room for the rest of it. */
const dingtalkBytes = 16_000;

/** The post that the target's documentation asks for. `timestampMs` counts milliseconds since 1970. */
export function renderMessage(
  target: WebhookTarget,
  message: WebhookMessage,
  timestampMs: number,
): RenderedPost {
  switch (target.format) {
    case 'wecom':
      return post(target.url, {
        msgtype: 'markdown',
        markdown: { content: markdown(message, wecomBytes) },
      });
    case 'dingtalk':
      return post(signDingtalk(target.url, target.secret, timestampMs), {
        msgtype: 'markdown',
        markdown: { title: oneLine(message.title), text: markdown(message, dingtalkBytes) },
      });
    case 'json': {
      const { id, title, text, url } = message;
      const rendered = post(target.url, { id, title, text, ...(url === undefined ? {} : { url }) });
      const signature = createHmac('sha256', target.secret)
        .update(`${timestampMs}.${rendered.body}`)
        .digest('hex');
      const headers = {
        ...rendered.headers,
        'x-shuheng-timestamp': String(timestampMs),
        'x-shuheng-signature': `sha256=${signature}`,
      };
      return { ...rendered, headers };
    }
  }
}

function post(url: string, content: unknown): RenderedPost {
  return {
    url,
    headers: { 'content-type': 'application/json; charset=utf-8' },
    body: JSON.stringify(content),
  };
}

/** 钉钉: base64 of HMAC-SHA256(secret, timestamp + "\n" + secret), in the query beside the timestamp. */
function signDingtalk(address: string, secret: string | undefined, timestampMs: number): string {
  if (secret === undefined) return address;
  const url = new URL(address);
  const sign = createHmac('sha256', secret).update(`${timestampMs}\n${secret}`).digest('base64');
  url.searchParams.set('timestamp', String(timestampMs));
  url.searchParams.set('sign', sign);
  return url.toString();
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

/** A heading, the text line by line, and the link; the text is cut where the receiver would refuse its length. */
function markdown(message: WebhookMessage, maxBytes: number): string {
  const head = `### ${escapeMarkdown(oneLine(message.title))}\n\n`;
  const tail = message.url === undefined ? '' : `\n\n[查看详情](${escapeUrl(message.url)})`;
  const lines = message.text.split(/\r\n|\r|\n/).map(escapeMarkdown);
  const room = maxBytes - Buffer.byteLength(head) - Buffer.byteLength(tail);
  return head + cut(lines.join('\n\n'), room) + tail;
}

/** Signs that both dialects of Markdown, or a mention, would take for markup, as their full-width twins. */
function escapeMarkdown(text: string): string {
  const twins: Readonly<Record<string, string>> = {
    '<': '＜',
    '>': '＞',
    '[': '［',
    ']': '］',
    '*': '＊',
    '`': '｀',
    '#': '＃',
    '@': '＠',
    '!': '！',
    '\\': '＼',
    '|': '｜',
    '~': '～',
  };
  return text.replace(/[<>[\]*`#@!\\|~]/g, (sign) => twins[sign] ?? sign);
}

function escapeUrl(url: string): string {
  return url.replace(
    /[()\s<>]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`,
  );
}

/** The longest beginning that fits, by whole characters, with an ellipsis if anything is missing. */
function cut(text: string, maxBytes: number): string {
  if (Buffer.byteLength(text) <= maxBytes) return text;
  let used = Buffer.byteLength('…');
  let kept = '';
  for (const character of text) {
    used += Buffer.byteLength(character);
    if (used > maxBytes) break;
    kept += character;
  }
  return `${kept}…`;
}
