import { describe, expect, it } from 'vitest';
import type { WebhookMessage } from '#app/adapters/webhook/port.ts';
import { renderMessage } from '#app/adapters/webhook/render-message.ts';

const message: WebhookMessage = {
  id: 'notice-1',
  title: '变更备案\n提醒',
  text: '示例数据有限公司\r\n应于 2026-10-12 前重新备案',
  url: 'https://shuheng.example/filing/1?a=(b)',
};
const at = 1_790_000_000_000;

describe('企业微信', () => {
  const url = 'https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=00000000-0000-0000-0000-000000000000';

  it('posts markdown to the address as it is', () => {
    const rendered = renderMessage({ format: 'wecom', url }, message, at);
    expect(rendered.url).toBe(url);
    expect(rendered.headers).toEqual({ 'content-type': 'application/json; charset=utf-8' });
    expect(JSON.parse(rendered.body)).toEqual({
      msgtype: 'markdown',
      markdown: {
        content:
          '### 变更备案 提醒\n\n示例数据有限公司\n\n应于 2026-10-12 前重新备案\n\n[查看详情](https://shuheng.example/filing/1?a=%28b%29)',
      },
    });
  });

  it('cuts a long text to what is taken, keeping the link and whole characters', () => {
    const rendered = renderMessage({ format: 'wecom', url }, { ...message, text: '𠮷'.repeat(5000) }, at);
    const { content } = (JSON.parse(rendered.body) as { markdown: { content: string } }).markdown;
    expect(Buffer.byteLength(content)).toBeLessThanOrEqual(4096);
    expect(Buffer.byteLength(content)).toBeGreaterThan(4090);
    expect(content).toMatch(/𠮷…\n\n\[查看详情\]\(https:/);
    expect(content).not.toContain('\ufffd');
  });

  it('turns no sign of a name into markup, link or mention', () => {
    const text = '<@all> [x](http://evil.example) **粗** `c` # 标题 <font color="warning">x</font> @all';
    const rendered = renderMessage({ format: 'wecom', url }, { id: 'x', title: '<@all>', text }, at);
    const { content } = (JSON.parse(rendered.body) as { markdown: { content: string } }).markdown;
    expect(content.slice(4)).not.toMatch(/[<>[\]*`#@]/);
    expect(content).toContain('＜＠all＞');
  });
});

describe('钉钉', () => {
  const url = 'https://oapi.dingtalk.com/robot/send?access_token=0000';

  it('signs timestamp and secret into the address', () => {
    const rendered = renderMessage({ format: 'dingtalk', url, secret: 'SEC000' }, message, at);
    // printf '1790000000000\nSEC000' | openssl dgst -sha256 -hmac SEC000 -binary | base64
    expect(rendered.url).toBe(
      `${url}&timestamp=1790000000000&sign=wzHS4V099ZmvaKrhS6tAVpKYHTsy0YFLPScQo34iJyM%3D`,
    );
    expect(JSON.parse(rendered.body)).toMatchObject({
      msgtype: 'markdown',
      markdown: { title: '变更备案 提醒', text: expect.stringContaining('示例数据有限公司') as string },
    });
  });

  it('posts to the address as it is without a secret', () => {
    expect(renderMessage({ format: 'dingtalk', url }, message, at).url).toBe(url);
  });
});

describe('JSON', () => {
  it('signs timestamp and body in a header', () => {
    const rendered = renderMessage(
      { format: 'json', url: 'https://receiver.example/hook', secret: 'geheim' },
      { id: 'n1', title: 't', text: 'x' },
      at,
    );
    expect(rendered.body).toBe('{"id":"n1","title":"t","text":"x"}');
    expect(rendered.headers).toEqual({
      'content-type': 'application/json; charset=utf-8',
      'x-shuheng-timestamp': '1790000000000',
      // printf '1790000000000.{"id":"n1","title":"t","text":"x"}' | openssl dgst -sha256 -hmac geheim
      'x-shuheng-signature': 'sha256=de4acb2a972f30784a355f0c18424b29e0b66ff738b7b0e90b46c47eba1962c9',
    });
  });
});
