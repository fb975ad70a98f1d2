import { createHash, createHmac } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface FakeS3 {
  readonly endpoint: string;
  readonly objects: Map<string, Buffer>;
  /** Status codes to answer the next requests with, before looking at them. */
  readonly failures: number[];
  readonly seen: { method: string; status: number }[];
  close(): Promise<void>;
}

export const credentials = {
  accessKeyId: 'AKEXAMPLE',
  secretAccessKey: 'example/secret+key',
  region: 'cn-east-1',
};

const hex = (content: string | Buffer): string => createHash('sha256').update(content).digest('hex');
const hmac = (key: string | Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest();

/** Computes the signature from the specification of Signature Version 4, apart from the client's library. */
function hasValidSignature(request: IncomingMessage): boolean {
  const found =
    /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([^/]+)\/s3\/aws4_request, ?SignedHeaders=([^,]+), ?Signature=([0-9a-f]{64})$/.exec(
      request.headers.authorization ?? '',
    );
  if (!found) return false;
  const [, id, day, region, names = '', signature] = found;
  if (id !== credentials.accessKeyId || region !== credentials.region) return false;
  const signed = names.split(';');
  if (
    !signed.includes('host') ||
    !signed.includes('x-amz-content-sha256') ||
    !signed.includes('x-amz-date')
  ) {
    return false;
  }
  const url = new URL(request.url ?? '/', 'http://service');
  const canonical = [
    request.method,
    url.pathname,
    url.searchParams.toString(),
    ...signed.map((name) => `${name}:${String(request.headers[name]).trim()}`),
    '',
    names,
    request.headers['x-amz-content-sha256'],
  ].join('\n');
  const text = [
    'AWS4-HMAC-SHA256',
    request.headers['x-amz-date'],
    `${day}/${region}/s3/aws4_request`,
    hex(canonical),
  ].join('\n');
  const key = [region, 's3', 'aws4_request'].reduce(
    (previous, part) => hmac(previous, part ?? ''),
    hmac(`AWS4${credentials.secretAccessKey}`, day ?? ''),
  );
  return hmac(key, text).toString('hex') === signature;
}

/** An object service on loopback that checks signature, length and digest of every request. */
export async function startFakeS3(): Promise<FakeS3> {
  const objects = new Map<string, Buffer>();
  const failures: number[] = [];
  const seen: FakeS3['seen'] = [];

  function refuse(response: ServerResponse, status: number, code: string): void {
    response.writeHead(status, { 'content-type': 'application/xml' });
    response.end(`<?xml version="1.0"?><Error><Code>${code}</Code></Error>`);
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(Buffer.from(chunk));
    const body = Buffer.concat(chunks);
    const failure = failures.shift();
    if (failure !== undefined) return refuse(response, failure, 'SlowDown');
    if (!hasValidSignature(request)) return refuse(response, 403, 'SignatureDoesNotMatch');
    if (request.headers['x-amz-content-sha256'] !== hex(body)) {
      return refuse(response, 400, 'XAmzContentSHA256Mismatch');
    }
    const name = request.url ?? '';
    if (request.method === 'PUT') {
      if (request.headers['content-length'] === undefined)
        return refuse(response, 411, 'MissingContentLength');
      objects.set(name, body);
      response.writeHead(200).end();
      return;
    }
    if (request.method === 'DELETE') {
      objects.delete(name);
      response.writeHead(204).end();
      return;
    }
    const object = objects.get(name);
    if (!object) return refuse(response, 404, 'NoSuchKey');
    const range = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? '');
    response.writeHead(range ? 206 : 200);
    response.end(range ? object.subarray(Number(range[1]), Number(range[2]) + 1) : object);
  }

  const server: Server = createServer((request, response) => {
    response.on('finish', () => seen.push({ method: request.method ?? '', status: response.statusCode }));
    answer(request, response).catch((error: unknown) => response.destroy(error as Error));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    endpoint: `http://127.0.0.1:${port}`,
    objects,
    failures,
    seen,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
