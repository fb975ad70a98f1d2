import { AwsV4Signer } from 'aws4fetch';
import { createReadStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { pipeline } from 'node:stream/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { StorageAway, type StorageTrouble } from '#app/domain/refusal/outage.ts';
import { checkKey } from './key.ts';
import type { Storage } from './port.ts';
import { removeAbandonedFrom, spool } from './spool.ts';

export interface S3StorageConfig {
  /** Address of the service without the bucket, e.g. `https://s3.example.cn`; the bucket goes into the path. */
  readonly endpoint: string;
  readonly region: string;
  readonly bucket: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** A local folder where uploads wait until their length and digest are known. */
  readonly spoolFolder: string;
  /** How long a connection may stay silent, in milliseconds; 30,000 by default. */
  readonly timeoutMs?: number;
  /** Tries per request when the service is unreachable or answers 429 or 5xx; 3 by default. */
  readonly attempts?: number;
}

interface Upload {
  readonly path: string;
  readonly size: number;
  readonly sha256: string;
}

interface S3Request {
  readonly method: 'GET' | 'PUT' | 'DELETE';
  readonly key: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly upload?: Upload;
}

const emptySha256 = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';

/**
 * Files in an S3-compatible service (AWS Signature Version 4, path-style). An upload is spooled first, so that the
 * signature covers its digest and the service can refuse damaged bytes.
 */
export function createS3Storage(config: S3StorageConfig): Storage {
  const client = new S3Client(config);
  return {
    async put(key, content, options) {
      checkKey(key);
      const spooled = await spool(config.spoolFolder, content, options);
      if (!spooled.ok) return spooled;
      try {
        const response = await client.send({ method: 'PUT', key, upload: spooled });
        if (response.statusCode !== 200) throw await describeFailure('PUT', response);
        response.resume();
      } finally {
        await rm(spooled.path, { force: true });
      }
      return { ok: true, size: spooled.size, sha256: spooled.sha256, mediaType: spooled.mediaType };
    },

    async get(key, range) {
      checkKey(key);
      const headers: Record<string, string> = range ? { range: `bytes=${range.start}-${range.end}` } : {};
      const response = await client.send({ method: 'GET', key, headers });
      if (response.statusCode === (range ? 206 : 200)) return response;
      if (response.statusCode === 404) {
        response.resume();
        return undefined;
      }
      throw await describeFailure('GET', response);
    },

    async remove(key) {
      checkKey(key);
      const response = await client.send({ method: 'DELETE', key });
      if (response.statusCode !== 204 && response.statusCode !== 200 && response.statusCode !== 404) {
        throw await describeFailure('DELETE', response);
      }
      response.resume();
    },

    removeAbandoned: (before) => removeAbandonedFrom(config.spoolFolder, before),
  };
}

class S3Client {
  readonly #config: S3StorageConfig;

  constructor(config: S3StorageConfig) {
    this.#config = config;
  }

  /** Any answer but 429 and 5xx, or the last one; each try is signed anew because signatures age. */
  async send(request: S3Request): Promise<IncomingMessage> {
    const attempts = this.#config.attempts ?? 3;
    for (let attempt = 1; ; attempt += 1) {
      const isLast = attempt >= attempts;
      try {
        const response = await this.#sendOnce(request);
        const status = response.statusCode ?? 0;
        if (isLast || (status < 500 && status !== 429)) return response;
        response.resume();
      } catch (error) {
        if (isLast) throw new StorageAway('unreachable', error);
      }
      await wait(100 * 2 ** attempt);
    }
  }

  async #sendOnce(request: S3Request): Promise<IncomingMessage> {
    const { url, headers } = await this.#sign(request);
    const start = url.protocol === 'https:' ? httpsRequest : httpRequest;
    const outgoing = start(url, {
      method: request.method,
      headers,
      timeout: this.#config.timeoutMs ?? 30_000,
      // A kept connection that the service has just closed would fail a request for nothing.
      agent: false,
    });
    outgoing.on('timeout', () => outgoing.destroy(new Error('the object storage did not answer in time')));
    const answered = new Promise<IncomingMessage>((resolve, reject) => {
      outgoing.on('response', resolve);
      outgoing.on('error', reject);
    });
    if (!request.upload) {
      outgoing.end();
      return answered;
    }
    // A service may answer, e.g. 403, and hang up before it has read everything: then its answer counts.
    const sent = pipeline(createReadStream(request.upload.path), outgoing).then(
      () => answered,
      (error: unknown) => Promise.race([answered, Promise.reject(error)]),
    );
    return Promise.race([answered, sent]);
  }

  async #sign(request: S3Request): Promise<{ url: URL; headers: Record<string, string> }> {
    const { endpoint, region, bucket, accessKeyId, secretAccessKey } = this.#config;
    const signed = await new AwsV4Signer({
      method: request.method,
      url: `${endpoint.replace(/\/+$/, '')}/${bucket}/${request.key}`,
      headers: { ...request.headers, 'x-amz-content-sha256': request.upload?.sha256 ?? emptySha256 },
      accessKeyId,
      secretAccessKey,
      region,
      service: 's3',
    }).sign();
    const headers = Object.fromEntries(signed.headers.entries());
    if (request.upload) {
      headers['content-length'] = String(request.upload.size);
      headers['content-type'] = 'application/octet-stream';
    }
    return { url: signed.url, headers };
  }
}

/** What a service's answer says of it: a bucket's quota is 507 or its own code, a wrong key 403, a fault 5xx. */
function troubleOf(status: number, code: string): StorageTrouble {
  if (status === 507 || /quota|full|insufficient/i.test(code)) return 'full';
  return status >= 500 || status === 429 ? 'unreachable' : 'refused';
}

/** An error with the status and the service's own code; the body beyond its first 4,096 bytes is not read. */
async function describeFailure(method: string, response: IncomingMessage): Promise<Error> {
  let body = '';
  for await (const chunk of response) {
    body += String(chunk);
    if (body.length > 4096) break;
  }
  const code = /<Code>([A-Za-z0-9]{1,60})<\/Code>/.exec(body)?.[1] ?? 'no code';
  const status = response.statusCode ?? 0;
  return new StorageAway(
    troubleOf(status, code),
    new Error(`the object storage answered ${method} with ${status} (${code})`),
  );
}
