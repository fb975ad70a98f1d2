/** Where and how to post. `url` and `secret` are secrets of the receiver: they are never part of a result. */
export type WebhookTarget =
  /** 企业微信群机器人: the key is part of the address. */
  | { readonly format: 'wecom'; readonly url: string }
  /** 钉钉自定义机器人: with a secret, each post is signed in the address. */
  | { readonly format: 'dingtalk'; readonly url: string; readonly secret?: string }
  /**
   * Any receiver: JSON `{ id, title, text, url }` with the headers `X-Shuheng-Timestamp` (milliseconds) and
   * `X-Shuheng-Signature: sha256=<hex of HMAC-SHA256(secret, timestamp + "." + body)>`.
   */
  | { readonly format: 'json'; readonly url: string; readonly secret: string };

export interface WebhookMessage {
  /** The same on every try, so that a receiver can drop a repetition (`json` only). */
  readonly id: string;
  readonly title: string;
  /** Plain text; line ends are kept. Its signs never become markup. */
  readonly text: string;
  /** A page of the product that the message leads to. */
  readonly url?: string;
}

export type WebhookFailure =
  /** Not https, with a user or password in it, or no address at all. */
  | 'invalid_url'
  /** The name leads to an address that isn't public. */
  | 'forbidden_address'
  | 'unknown_host'
  | 'unreachable'
  | 'timeout'
  /** The answer was a redirect, which is never followed. */
  | 'redirected'
  /** The answer was larger than anything that these receivers send. */
  | 'answer_too_large'
  /** The receiver answered and declined: `status` and `code` say how. */
  | 'refused';

export type WebhookResult =
  | { readonly delivered: true }
  | {
      readonly delivered: false;
      /** Whether another try of the same message is pointless unless the target is changed. */
      readonly permanent: boolean;
      readonly reason: WebhookFailure;
      readonly status: number | undefined;
      /** `errcode` of 企业微信 and 钉钉. */
      readonly code: number | undefined;
    };

export interface Webhook {
  /** Posts once. `at` is the instant of posting (ISO, UTC), which the signatures carry. Never throws for the network. */
  post(target: WebhookTarget, message: WebhookMessage, at: string): Promise<WebhookResult>;
}
