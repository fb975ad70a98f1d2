import { Readable } from 'node:stream';
import addressparser from 'nodemailer/lib/addressparser';
import MailComposer from 'nodemailer/lib/mail-composer';
import SMTPConnection from 'nodemailer/lib/smtp-connection';
import type { Mail, Mailer, MailFailure, MailResult } from './port.ts';

export interface MailerConfig {
  /**
   * `smtp://user:password@host:587` (STARTTLS) or `smtps://user:password@host:465`. User and password are
   * percent-encoded and optional. With a password, STARTTLS is demanded unless the host is this machine or the
   * address ends in `?starttls=optional`.
   */
  readonly smtpUrl: string;
  /** The sender, `数衡 <notice@example.cn>` or a bare address. */
  readonly from: string;
  /** Certificates (PEM) to trust instead of the public ones, for a server with a private authority. */
  readonly caCertificates?: string;
  /** How long the server may stay silent, in milliseconds; 30,000 by default. */
  readonly timeoutMs?: number;
}

interface Server {
  readonly host: string;
  readonly port: number;
  readonly secure: boolean;
  readonly requireTLS: boolean;
  readonly credentials: { readonly user: string; readonly pass: string } | undefined;
}

// Quotes, brackets, separators, spaces and control characters would let one address become two, or a header.
const addressPattern = /^[^\s@<>()[\]\\,;:"\p{Cc}]{1,64}@[^\s@<>()[\]\\,;:"\p{Cc}]{1,190}$/u;
const messageIdPattern = /^<[A-Za-z0-9._+-]{1,120}@[A-Za-z0-9.-]{1,120}>$/;

/** Answers that speak about our account rather than the mail (RFC 4954, section 6). */
const accountReplies: ReadonlySet<number> = new Set([432, 454, 530, 534, 535, 538]);

/** A mailer over SMTP, one connection per mail. Throws if the address or the sender of the configuration is wrong. */
export function createMailer(config: MailerConfig): Mailer {
  const server = readSmtpUrl(config.smtpUrl);
  const sender = readSender(config.from);
  return {
    async send(mail) {
      if (!isSafe(mail)) return failure('invalid_message', { permanent: true });
      const content = await compose(config.from, mail);
      return new Delivery(server, config).run({ from: sender, to: [mail.to] }, content);
    },
  };
}

function readSmtpUrl(text: string): Server {
  if (!URL.canParse(text)) throw new Error('the SMTP address is not a URL');
  const url = new URL(text);
  if (url.protocol !== 'smtp:' && url.protocol !== 'smtps:') {
    throw new Error('the SMTP address must begin with smtp:// or smtps://');
  }
  if (url.hostname === '') throw new Error('the SMTP address names no host');
  const secure = url.protocol === 'smtps:';
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1');
  const user = decodeURIComponent(url.username);
  const isLocal = host === 'localhost' || host === '::1' || host.startsWith('127.');
  return {
    host,
    port: url.port === '' ? (secure ? 465 : 587) : Number(url.port),
    secure,
    requireTLS: !secure && user !== '' && !isLocal && url.searchParams.get('starttls') !== 'optional',
    credentials: user === '' ? undefined : { user, pass: decodeURIComponent(url.password) },
  };
}

function readSender(from: string): string {
  const addresses = addressparser(from, { flatten: true });
  const address = addresses[0]?.address ?? '';
  if (/\p{Cc}/u.test(from) || addresses.length !== 1 || !addressPattern.test(address)) {
    throw new Error('the sender must be one address');
  }
  return address;
}

function isSafe(mail: Mail): boolean {
  return (
    addressPattern.test(mail.to) && !/\p{Cc}/u.test(mail.subject) && messageIdPattern.test(mail.messageId)
  );
}

function compose(from: string, mail: Mail): Promise<Buffer> {
  const composer = new MailComposer({
    from,
    to: { name: '', address: mail.to },
    subject: mail.subject,
    text: mail.text,
    ...(mail.html === undefined ? {} : { html: mail.html }),
    messageId: mail.messageId,
    // RFC 3834: answering machines don't reply to it.
    headers: { 'Auto-Submitted': 'auto-generated' },
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return new Promise((resolve, reject) => {
    composer.compile().build((error, message) => (message ? resolve(message) : reject(error)));
  });
}

function failure(
  reason: MailFailure,
  rest: { permanent?: boolean; uncertain?: boolean; replyCode?: number },
): MailResult {
  return {
    accepted: false,
    permanent: rest.permanent ?? false,
    uncertain: rest.uncertain ?? false,
    reason,
    replyCode: rest.replyCode,
  };
}

/** One mail over one connection, aware of how far it came: that decides what a lost connection means. */
class Delivery {
  readonly #server: Server;
  readonly #connection: SMTPConnection;
  #isContentHandedOver = false;

  constructor(server: Server, config: MailerConfig) {
    const timeout = config.timeoutMs ?? 30_000;
    this.#server = server;
    this.#connection = new SMTPConnection({
      host: server.host,
      port: server.port,
      secure: server.secure,
      requireTLS: server.requireTLS,
      connectionTimeout: timeout,
      greetingTimeout: timeout,
      socketTimeout: timeout,
      dnsTimeout: timeout,
      tls: config.caCertificates === undefined ? {} : { ca: config.caCertificates },
    });
  }

  run(envelope: { from: string; to: string[] }, content: Buffer): Promise<MailResult> {
    return new Promise((resolve) => {
      // The first outcome counts; what the connection does after it is of no interest, but must be listened to.
      const fail = (error: unknown): void => {
        this.#connection.close();
        resolve(this.#explain(error));
      };
      this.#connection.on('error', fail);
      this.#connection.connect((error) => {
        if (error) return fail(error);
        this.#signIn(fail, () => {
          this.#connection.send(envelope, this.#watch(content), (refused) => {
            if (refused) return fail(refused);
            resolve({ accepted: true });
            this.#connection.quit();
          });
        });
      });
    });
  }

  #signIn(fail: (error: unknown) => void, next: () => void): void {
    const { credentials } = this.#server;
    if (!credentials) return next();
    this.#connection.login({ credentials }, (error) => (error ? fail(error) : next()));
  }

  /** The content as a stream that is first read when the server has said that it wants it. */
  #watch(content: Buffer): Readable {
    const handOver = (): void => {
      this.#isContentHandedOver = true;
    };
    return new Readable({
      read() {
        handOver();
        this.push(content);
        this.push(null);
      },
    });
  }

  #explain(error: unknown): MailResult {
    const { code, responseCode } = readError(error);
    if (code === 'EAUTH' || (responseCode !== undefined && accountReplies.has(responseCode))) {
      return failure('sign_in_refused', responseCode === undefined ? {} : { replyCode: responseCode });
    }
    if (code === 'ETLS') return failure('tls_failed', {});
    if (responseCode !== undefined && responseCode >= 400) {
      return failure('refused', { permanent: responseCode >= 500, replyCode: responseCode });
    }
    if (this.#isContentHandedOver) return failure('connection_lost', { uncertain: true });
    return failure(isCertificateError(error) ? 'tls_failed' : 'unreachable', {});
  }
}

function readError(error: unknown): { code: string | undefined; responseCode: number | undefined } {
  if (!(error instanceof Error)) return { code: undefined, responseCode: undefined };
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined;
  const responseCode =
    'responseCode' in error && typeof error.responseCode === 'number' ? error.responseCode : undefined;
  return { code, responseCode };
}

/** An untrusted certificate on a smtps:// connection arrives as a plain socket error. */
function isCertificateError(error: unknown): boolean {
  return error instanceof Error && /certificate|SSL|TLS/i.test(error.message);
}
