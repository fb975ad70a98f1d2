import type { ServerBuild } from '@remix-run/node';
import { describe, expect, it } from 'vitest';
import { buildsByRoom, roomOfAddress } from '#entry/page-handler.ts';

type Routes = ServerBuild['routes'];

function buildOf(paths: readonly (readonly [id: string, path: string | undefined, parentId?: string])[]) {
  const routes = Object.fromEntries(
    paths.map(([id, path, parentId]) => [
      id,
      {
        id,
        path,
        parentId: id === 'root' ? undefined : (parentId ?? 'root'),
        module: { default: () => null },
      },
    ]),
  ) as unknown as Routes;
  return {
    routes,
    assets: { entry: {}, routes, url: '/manifest.js', version: '1' },
  } as unknown as ServerBuild;
}

const build = buildOf([
  ['root', ''],
  ['home', undefined],
  ['queue', 'queue'],
  ['queue-export', 'queue/export'],
  ['filings', 'filings'],
  ['filing', 'filings/:filingId', 'filings'],
  ['any', ':tongue/about'],
  ['missing', '*'],
]);

describe('the room of an address', () => {
  it.each([
    ['/', ''],
    ['/_root.data', ''],
    ['/queue', 'queue'],
    ['/queue.data', 'queue'],
    ['/Queue/Export', 'queue'],
    ['/queue/export.data', 'queue'],
    ['/%71ueue', 'queue'],
  ])('%s is in %j', (path, room) => {
    expect(roomOfAddress(path)).toBe(room);
  });
});

describe('builds by room', () => {
  const rooms = buildsByRoom(build);
  const idsOf = (room: string) => Object.keys(rooms.get(room)?.routes ?? {}).sort();

  it('hold the root, the first page, what may answer anything, and the room’s own routes', () => {
    expect([...rooms.keys()].sort()).toEqual(['', 'filings', 'queue']);
    const everywhere = ['any', 'home', 'missing', 'root'];
    expect(idsOf('')).toEqual(everywhere);
    expect(idsOf('queue')).toEqual([...everywhere, 'queue', 'queue-export'].sort());
    expect(idsOf('filings')).toEqual([...everywhere, 'filing', 'filings'].sort());
  });

  it('tell the browser of the same routes', () => {
    for (const one of rooms.values()) expect(Object.keys(one.assets.routes)).toEqual(Object.keys(one.routes));
  });

  it('lose no route', () => {
    const kept = new Set([...rooms.values()].flatMap((one) => Object.keys(one.routes)));
    expect([...kept].sort()).toEqual(Object.keys(build.routes).sort());
  });
});
