import { createServer, type AddressInfo, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Mail } from '#app/adapters/mail/port.ts';
import { createMailer } from '#app/adapters/mail/smtp-mailer.ts';
import { createCertificate } from './certificate.ts';

const mail: Mail = {
  messageId: '<notice-0198@shuheng.example>',
  to: 'preparer@example.cn',
  subject: '【数衡】首席数据官变更备案：距截止还有 3 个工作日',
  text: '请于 2026-10-12 前重新提交备案。\n',
};
const from = '数衡 <notice@shuheng.example>';

interface Received {
  to: string[];
  from: string;
  content: string;
  secure: boolean;
  user: string | undefined;
}

const closers: (() => Promise<void>)[] = [];
let certificate: { key: string; cert: string };

beforeAll(async () => {
  certificate = await createCertificate();
});

afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

async function startServer(options: SMTPServerOptions = {}): Promise<{ port: number; received: Received[] }> {
  const received: Received[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: options.secure === true || options.onAuth ? [] : ['STARTTLS', 'AUTH'],
    key: certificate.key,
    cert: certificate.cert,
    logger: false,
    onData(stream, session, callback) {
      text(stream).then(
        (content) => {
          received.push({
            to: session.envelope.rcptTo.map(({ address }) => address),
            from: session.envelope.mailFrom === false ? '' : session.envelope.mailFrom.address,
            content,
            secure: session.secure,
            user: session.user,
          });
          callback();
        },
        (error: unknown) => callback(error as Error),
      );
    },
    ...options,
  });
  server.on('error', () => undefined);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  closers.push(() => new Promise((resolve) => server.close(() => resolve())));
  return { port: (server.server.address() as AddressInfo).port, received };
}

/** A server that follows the script for each line that it is sent. */
async function startScript(
  greeting: string,
  answer: (line: string, socket: Socket) => void,
): Promise<number> {
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    if (greeting) socket.write(greeting);
    let rest = '';
    socket.on('data', (chunk) => {
      const lines = (rest + chunk.toString('latin1')).split('\r\n');
      rest = lines.pop() ?? '';
      for (const line of lines) answer(line, socket);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closers.push(() => new Promise((resolve) => server.close(() => resolve())));
  return (server.address() as AddressInfo).port;
}

const decode = (header: string): string =>
  header
    .replace(/\?=\s+=\?UTF-8\?B\?/gi, '')
    .replace(/=\?UTF-8\?B\?([^?]*)\?=/gi, (_all, code: string) =>
      Buffer.from(code, 'base64').toString('utf8'),
    );

describe('delivery', () => {
  it('hands over one mail with a Chinese subject and the Message-ID that was given', async () => {
    const { port, received } = await startServer();
    const mailer = createMailer({ smtpUrl: `smtp://127.0.0.1:${port}`, from });
    expect(await mailer.send({ ...mail, html: '<p>请于 2026-10-12 前重新提交备案。</p>' })).toEqual({
      accepted: true,
    });
    expect(received).toHaveLength(1);
    expect(received[0]).toMatchObject({ to: ['preparer@example.cn'], from: 'notice@shuheng.example' });
    const [head = ''] = (received[0]?.content ?? '').split('\r\n\r\n');
    expect(head).toContain('Message-ID: <notice-0198@shuheng.example>');
    expect(head).toContain('Auto-Submitted: auto-generated');
    // eslint-disable-next-line no-control-regex
    expect(head).toMatch(/^[\x00-\x7f]*$/);
    const subject = /^Subject: ((?:.*)(?:\r\n[ \t].*)*)/m.exec(head)?.[1] ?? '';
    expect(decode(subject)).toBe(mail.subject);
  });

  it('keeps the Message-ID on every try', async () => {
    const { port, received } = await startServer();
    const mailer = createMailer({ smtpUrl: `smtp://127.0.0.1:${port}`, from });
    await mailer.send(mail);
    await mailer.send(mail);
    const ids = received.map(({ content }) => /^Message-ID: (.*)\r$/m.exec(content)?.[1]);
    expect(ids).toEqual([mail.messageId, mail.messageId]);
  });

  it('never reads a file or an address on behalf of a text', async () => {
    const { port, received } = await startServer();
    const mailer = createMailer({ smtpUrl: `smtp://127.0.0.1:${port}`, from });
    await mailer.send({ ...mail, text: 'path:/etc/hostname', html: '<img src="file:///etc/hostname">' });
    expect(received[0]?.content).toContain('path:/etc/hostname');
  });
});

describe('refusals by the server', () => {
  it.each([
    [550, true],
    [450, false],
  ])('a recipient answered with %i is permanent: %s', async (responseCode, permanent) => {
    const { port } = await startServer({
      onRcptTo: (_address, _session, callback) =>
        callback(Object.assign(new Error('no such person preparer@example.cn'), { responseCode })),
    });
    const result = await createMailer({ smtpUrl: `smtp://127.0.0.1:${port}`, from }).send(mail);
    expect(result).toEqual({
      accepted: false,
      permanent,
      uncertain: false,
      reason: 'refused',
      replyCode: responseCode,
    });
    expect(JSON.stringify(result)).not.toContain('preparer');
  });

  it('a content refused after DATA is known not to be delivered', async () => {
    const { port } = await startServer({
      onData: (stream, _session, callback) => {
        stream.resume();
        stream.on('end', () => callback(Object.assign(new Error('spam'), { responseCode: 554 })));
      },
    });
    expect(await createMailer({ smtpUrl: `smtp://127.0.0.1:${port}`, from }).send(mail)).toEqual({
      accepted: false,
      permanent: true,
      uncertain: false,
      reason: 'refused',
      replyCode: 554,
    });
  });

  it('a wrong password says that a setting is wrong, not the mail', async () => {
    const { port, received } = await startServer({
      secure: true,
      onAuth: (auth, _session, callback) =>
        auth.password === 'right'
          ? callback(null, { user: auth.username ?? '' })
          : callback(Object.assign(new Error('wrong password'), { responseCode: 535 })),
    });
    const config = { from, caCertificates: certificate.cert };
    const wrong = createMailer({ ...config, smtpUrl: `smtps://notice:wrong@localhost:${port}` });
    expect(await wrong.send(mail)).toMatchObject({
      accepted: false,
      permanent: false,
      reason: 'sign_in_refused',
      replyCode: 535,
    });
    const right = createMailer({ ...config, smtpUrl: `smtps://notice:right@localhost:${port}` });
    expect(await right.send(mail)).toEqual({ accepted: true });
    expect(received).toMatchObject([{ user: 'notice', secure: true }]);
  });
});

describe('encryption', () => {
  const onAuth: SMTPServerOptions['onAuth'] = (auth, _session, callback) =>
    callback(null, { user: auth.username ?? '' });

  it('uses STARTTLS with a certificate that it was told to trust', async () => {
    const { port, received } = await startServer({ onAuth });
    const mailer = createMailer({
      smtpUrl: `smtp://notice%40shuheng:p%3Aw@localhost:${port}`,
      from,
      caCertificates: certificate.cert,
    });
    expect(await mailer.send(mail)).toEqual({ accepted: true });
    expect(received).toMatchObject([{ secure: true, user: 'notice@shuheng' }]);
  });

  it.each(['smtp', 'smtps'])('refuses a certificate that nobody vouches for (%s)', async (scheme) => {
    const { port, received } = await startServer(scheme === 'smtps' ? { secure: true } : { onAuth });
    const result = await createMailer({ smtpUrl: `${scheme}://localhost:${port}`, from }).send(mail);
    expect(result).toMatchObject({
      accepted: false,
      permanent: false,
      uncertain: false,
      reason: 'tls_failed',
    });
    expect(received).toEqual([]);
  });

  it('does not send a password to another machine without STARTTLS', async () => {
    const lines: string[] = [];
    const port = await startScript('220 ready\r\n', (line, socket) => {
      lines.push(line);
      socket.write(line.startsWith('EHLO') ? '250-host\r\n250 AUTH PLAIN\r\n' : '502 no\r\n');
    });
    // 0.0.0.0 reaches this machine without being one of the names that count as this machine.
    const mailer = createMailer({ smtpUrl: `smtp://notice:secret@0.0.0.0:${port}`, from });
    expect(await mailer.send(mail)).toMatchObject({
      accepted: false,
      permanent: false,
      reason: 'tls_failed',
    });
    expect(lines.some((line) => line.startsWith('AUTH'))).toBe(false);
  });
});

describe('broken connections', () => {
  const dialogue = (line: string): string => (line.startsWith('DATA') ? '354 go on\r\n' : '250 ok\r\n');

  it('a connection lost after the content is uncertain', async () => {
    const port = await startScript('220 ready\r\n', (line, socket) => {
      if (line === '.') socket.destroy();
      else if (/^(EHLO|MAIL|RCPT|DATA)/.test(line)) socket.write(dialogue(line));
    });
    expect(await createMailer({ smtpUrl: `smtp://127.0.0.1:${port}`, from }).send(mail)).toEqual({
      accepted: false,
      permanent: false,
      uncertain: true,
      reason: 'connection_lost',
      replyCode: undefined,
    });
  });

  it('a server that never answers the content is uncertain too', async () => {
    const port = await startScript('220 ready\r\n', (line, socket) => {
      if (/^(EHLO|MAIL|RCPT|DATA)/.test(line)) socket.write(dialogue(line));
    });
    const mailer = createMailer({ smtpUrl: `smtp://127.0.0.1:${port}`, from, timeoutMs: 200 });
    expect(await mailer.send(mail)).toMatchObject({ uncertain: true, reason: 'connection_lost' });
  });

  it.each(['MAIL', 'RCPT', 'DATA'])('a connection lost at %s is not', async (command) => {
    const port = await startScript('220 ready\r\n', (line, socket) => {
      if (line.startsWith(command)) socket.destroy();
      else socket.write(dialogue(line));
    });
    expect(await createMailer({ smtpUrl: `smtp://127.0.0.1:${port}`, from }).send(mail)).toMatchObject({
      accepted: false,
      permanent: false,
      uncertain: false,
      reason: 'unreachable',
    });
  });

  it('nobody at the address, and a server that never greets', async () => {
    const expected = { accepted: false, permanent: false, uncertain: false, reason: 'unreachable' };
    expect(await createMailer({ smtpUrl: 'smtp://127.0.0.1:1', from }).send(mail)).toMatchObject(expected);
    const port = await startScript('', () => undefined);
    const mailer = createMailer({ smtpUrl: `smtp://127.0.0.1:${port}`, from, timeoutMs: 200 });
    expect(await mailer.send(mail)).toMatchObject(expected);
  });

  it('a mail counts as accepted even if the server hangs up instead of saying goodbye', async () => {
    const port = await startScript('220 ready\r\n', (line, socket) => {
      if (line === 'QUIT') socket.destroy();
      else if (line === '.' || /^(EHLO|MAIL|RCPT|DATA)/.test(line)) socket.write(dialogue(line));
    });
    expect(await createMailer({ smtpUrl: `smtp://127.0.0.1:${port}`, from }).send(mail)).toEqual({
      accepted: true,
    });
  });
});

describe('what can never be sent', () => {
  it.each([
    [{ to: 'a@example.cn\r\nBcc: b@example.cn' }],
    [{ to: 'a@example.cn, b@example.cn' }],
    [{ to: 'Someone <a@example.cn>' }],
    [{ to: 'a@example.cn>' }],
    [{ to: '' }],
    [{ to: 'example.cn' }],
    [{ to: `${'a'.repeat(65)}@example.cn` }],
    [{ subject: 'x\r\nBcc: b@example.cn' }],
    [{ subject: 'x\nBcc: b@example.cn' }],
    [{ subject: 'x\u0000' }],
    [{ messageId: 'no-brackets@example.cn' }],
    [{ messageId: '<a@b>\r\nBcc: <c@d>' }],
  ])('%j', async (change) => {
    const { port, received } = await startServer();
    const mailer = createMailer({ smtpUrl: `smtp://127.0.0.1:${port}`, from });
    expect(await mailer.send({ ...mail, ...change })).toMatchObject({
      accepted: false,
      permanent: true,
      uncertain: false,
      reason: 'invalid_message',
    });
    expect(received).toEqual([]);
  });
});

describe('configuration', () => {
  it.each(['', 'mail.example.cn', 'http://mail.example.cn', 'smtp://'])(
    'refuses the address %j',
    (smtpUrl) => {
      expect(() => createMailer({ smtpUrl, from })).toThrow(/SMTP address/);
    },
  );

  it.each(['', '数衡', 'a@example.cn, b@example.cn', 'a@example.cn\r\nBcc: b@example.cn'])(
    'refuses the sender %j',
    (sender) => {
      expect(() => createMailer({ smtpUrl: 'smtp://127.0.0.1', from: sender })).toThrow(/sender/);
    },
  );
});
