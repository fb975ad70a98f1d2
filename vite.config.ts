import { vitePlugin as remix } from '@remix-run/dev';
import { relative, sep } from 'node:path';
import { defineConfig, type Plugin } from 'vite';
import remixConfig from './remix.config.js';

/** Fails the build when code that is sent to the browser reaches a room that only the server may enter. */
function refuseServerRooms(): Plugin {
  // From the product's own folder: app/routes/entry is a room of pages, entry/ starts the server.
  const serverOnly = /^(assessments|db|seeds|entry)\/|^app\/(services|adapters)\//;
  return {
    name: 'shuheng:refuse-server-rooms',
    enforce: 'pre',
    transform(_code, id, options) {
      if (options?.ssr) return null;
      const path = id.split('?')[0] ?? id;
      const place = relative(import.meta.dirname, path)
        .split(sep)
        .join('/');
      if (!place.includes('node_modules') && serverOnly.test(place)) {
        throw new Error(`${path} belongs to the server and must not reach the browser's bundle`);
      }
      return null;
    },
  };
}

export default defineConfig({
  plugins: [refuseServerRooms(), remix(remixConfig)],
  build: { target: 'chrome94', sourcemap: false },
  // Of the component library the server then loads what pages use, not all of it: 25 MB and half the start.
  ssr: { noExternal: [/^@mantine\//] },
});
