export interface Mail {
  /**
   * `<unique@domain>`, the same on every try of the same notice, so that a receiver can drop a repetition.
   */
  readonly messageId: string;
  /** One bare address, `name@example.cn`. */
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html?: string;
}

export type MailFailure =
  /** The address, subject or Message-ID can't be put into a header safely; nothing was sent. */
  | 'invalid_message'
  /** The server refused the recipient, the sender or the content; `replyCode` says which way. */
  | 'refused'
  /** The server refused our account: a setting is wrong, not the mail. */
  | 'sign_in_refused'
  /** No encrypted connection that can be trusted. */
  | 'tls_failed'
  /** Nobody answered, or the connection ended before the mail was handed over. */
  | 'unreachable'
  /** The connection ended while or after the content was handed over. */
  | 'connection_lost';

export type MailResult =
  | { readonly accepted: true }
  | {
      readonly accepted: false;
      /** Whether another try of the same mail is pointless. */
      readonly permanent: boolean;
      /** Whether the server may hold the mail all the same, so that another try may repeat it. */
      readonly uncertain: boolean;
      readonly reason: MailFailure;
      /** The server's three-digit answer, if it gave one; its words may hold addresses and are dropped. */
      readonly replyCode: number | undefined;
    };

export interface Mailer {
  /** Hands one mail to the server. Never throws for what the network or the server does. */
  send(mail: Mail): Promise<MailResult>;
}
