// Preloaded into the built app by tests (NODE_OPTIONS=--import …): its clock runs as the machine's, shifted by the
// milliseconds that a file holds. The app itself knows nothing of it.
import { readFileSync } from 'node:fs';
import process from 'node:process';

const path = process.env.SHUHENG_TEST_CLOCK ?? '';
const RealDate = Date;
let shift = 0;
let readAt = 0;

function now() {
  const real = RealDate.now();
  if (path && real - readAt > 20) {
    readAt = real;
    shift = Number(readFileSync(path, 'utf8')) || 0;
  }
  return real + shift;
}

globalThis.Date = new Proxy(RealDate, {
  construct: (target, given, asked) =>
    Reflect.construct(
      target,
      given.length === 0 ? [now()] : given,
      asked === globalThis.Date ? target : asked,
    ),
  apply: () => new RealDate(now()).toString(),
  get: (target, key) => (key === 'now' ? now : Reflect.get(target, key)),
});
