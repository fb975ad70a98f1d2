import { vitePlugin as remix } from '@remix-run/dev';
import { defineConfig, type Plugin } from 'vite';
import remixConfig from './remix.config.js';

/** Fails the build when code that is sent to the browser reaches a room that only the server may enter. */
function refuseServerRooms(): Plugin {
  const serverOnly = /\/(assessments|db|seeds|entry)\/|\/app\/(services|adapters)\//;
  return {
    name: 'shuheng:refuse-server-rooms',
    enforce: 'pre',
    transform(_code, id, options) {
      if (options?.ssr) return null;
      const path = id.split('?')[0] ?? id;
      if (!path.includes('node_modules') && serverOnly.test(path)) {
        throw new Error(`${path} belongs to the server and must not reach the browser's bundle`);
      }
      return null;
    },
  };
}

export default defineConfig({
  plugins: [refuseServerRooms(), remix(remixConfig)],
  build: { target: 'chrome94', sourcemap: false },
});
