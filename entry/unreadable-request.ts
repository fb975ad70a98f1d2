import type { Server } from 'node:http';
import type { Socket } from 'node:net';

/** What is said of bytes that are no request, by the parser's code. Source: Node's own choice of these statuses. */
const ANSWERS: Readonly<Record<string, readonly [status: string, text: string]>> = {
  HPE_HEADER_OVERFLOW: [
    '431 Request Header Fields Too Large',
    '地址或请求头过长。/ The address or the headers are too long.',
  ],
  ERR_HTTP_REQUEST_TIMEOUT: [
    '408 Request Timeout',
    '请求未在规定时间内发送完毕。/ The request was not sent in time.',
  ],
};
const MALFORMED = ['400 Bad Request', '请求有误。/ The request is malformed.'] as const;

/** Whether an answer is on its way on this connection: what is written between would be taken for a part of it. */
function isAnswering(socket: Socket): boolean {
  const { _httpMessage: answer } = socket as Socket & { _httpMessage?: { headersSent?: boolean } | null };
  return answer?.headersSent === true;
}

/** Answers what the HTTP parser can't read with words, as everything else is answered, and closes the connection. */
export function answerUnreadable(server: Server): void {
  server.on('clientError', (error: NodeJS.ErrnoException, stream) => {
    const socket = stream as Socket;
    if (error.code === 'ECONNRESET' || !socket.writable) {
      socket.destroy();
      return;
    }
    if (isAnswering(socket)) {
      socket.destroySoon(); // what was said already still goes out
      return;
    }
    const [status, text] = ANSWERS[error.code ?? ''] ?? MALFORMED;
    socket.end(
      `HTTP/1.1 ${status}\r\nContent-Type: text/plain; charset=utf-8\r\nX-Content-Type-Options: nosniff\r\n` +
        `Cache-Control: no-store\r\nContent-Length: ${Buffer.byteLength(text)}\r\nConnection: close\r\n\r\n${text}`,
    );
  });
}
