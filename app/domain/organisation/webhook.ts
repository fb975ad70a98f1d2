import { z } from 'zod';
import { bilingual, words, type Words } from '../words.ts';

/** Where notices may be pushed to besides the product and mail. */
export const WEBHOOK_KINDS = {
  wecom: words('企业微信群机器人', 'WeCom group robot'),
  dingtalk: words('钉钉群机器人（加签）', 'DingTalk group robot (signed)'),
  json: words('自有系统（JSON，HMAC 签名）', 'Own system (JSON, HMAC signature)'),
} as const satisfies Record<string, Words>;
export type WebhookKind = keyof typeof WEBHOOK_KINDS;

/** How many webhooks an organisation may have. */
export const WEBHOOKS_MAX = 5;

function isHttps(text: string): boolean {
  try {
    return new URL(text).protocol === 'https:';
  } catch {
    return false; // not an address at all
  }
}

/** The form that adds a webhook. Whether the address is public is judged at each delivery. */
export const WebhookSchema = z
  .object({
    kind: z.enum(Object.keys(WEBHOOK_KINDS) as [WebhookKind, ...WebhookKind[]], {
      error: bilingual('请选择类型。', 'Choose the kind.'),
    }),
    label: z
      .string()
      .trim()
      .min(1, bilingual('请填写名称。', 'Give it a name.'))
      .max(50, bilingual('最多 50 个字。', 'At most 50 characters.')),
    url: z
      .string()
      .trim()
      .max(1000)
      .refine(isHttps, bilingual('请填写以 https:// 开头的地址。', 'An address that begins with https://.')),
    secret: z.string().trim().max(200).optional(),
  })
  .refine((input) => input.kind === 'wecom' || Boolean(input.secret), {
    path: ['secret'],
    message: bilingual('请填写签名密钥。', 'Enter the signing secret.'),
  });
export type WebhookInput = z.infer<typeof WebhookSchema>;
