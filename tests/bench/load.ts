import autocannon from 'autocannon';
import { NotMeasurable } from './server.ts';

/** Requests of one kind that are sent for a while. */
export interface Volley {
  readonly origin: string;
  readonly requests: readonly autocannon.Request[];
  readonly connections: number;
  readonly seconds: number;
  /** Statuses that count as answered; anything else stops the measuring. */
  readonly expected: readonly number[];
}

/** What a volley saw. */
export interface Shots {
  readonly perSecond: number;
  /** Milliseconds. */
  readonly p50: number;
  readonly p99: number;
  readonly count: number;
}

/** Seconds after which an answer isn't waited for. */
const LONGEST = 30;

/** The value below which a share of them lies. */
function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN;
}

export const median = (values: readonly number[]) => quantile(values, 0.5);

/**
 * Sends requests over kept connections until the time is over, or, where each request may be sent but once, until all
 * were sent.
 * @throws NotMeasurable when one is refused or answered otherwise than expected
 */
export async function fire(volley: Volley, isOnce = false): Promise<Shots> {
  const { origin, connections, seconds, expected } = volley;
  const times: number[] = [];
  const odd = new Map<number, number>();
  let first = 0;
  let last = 0;
  const perClient: autocannon.Request[][] = Array.from({ length: connections }, () => []);
  volley.requests.forEach((request, index) => perClient[index % connections]?.push(request));
  let nextClient = 0;
  const result = await new Promise<autocannon.Result>((resolve, reject) => {
    const running = autocannon(
      {
        url: origin,
        connections,
        ...(isOnce ? { amount: volley.requests.length } : { duration: 3600 }),
        timeout: LONGEST,
        // What is asked to stop does so at the next look.
        sampleInt: 20,
        requests: [...(isOnce ? volley.requests.slice(0, 1) : volley.requests)],
        ...(isOnce
          ? {
              setupClient: (client: autocannon.Client) => {
                client.setRequests(perClient[nextClient++] ?? []);
              },
            }
          : {}),
      },
      (error: Error | null, done) => (error ? reject(error) : resolve(done)),
    );
    const began = performance.now();
    first = began;
    running.on('response', (_client, status, _bytes, time) => {
      last = performance.now();
      if (expected.includes(status)) times.push(time);
      else odd.set(status, (odd.get(status) ?? 0) + 1);
    });
    if (isOnce) return;
    // A machine that is busy elsewhere may not have answered once yet.
    const look = () => {
      const since = (performance.now() - began) / 1000;
      const isOver = since >= seconds && (times.length > 0 || odd.size > 0);
      if (isOver || since > LONGEST) running.stop();
      else setTimeout(look, Math.max(10, (seconds - since) * 1000));
    };
    look();
  });
  if (odd.size > 0 || result.errors > 0 || times.length === 0) {
    const statuses = [...odd].map(([status, count]) => `${count} × ${status}`).join(', ');
    const what = volley.requests[0]?.path ?? '';
    throw new NotMeasurable(
      `${what}: ${statuses || 'no answer'}, ${result.errors} errors, ${times.length} as expected`,
    );
  }
  return {
    perSecond: times.length / ((last - first) / 1000),
    p50: median(times),
    p99: quantile(times, 0.99),
    count: times.length,
  };
}
