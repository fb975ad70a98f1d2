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

const mantine = (...names: string[]) => names.map((name) => `/@mantine/core/esm/components/${name}/`);

/**
 * What goes to the browser as one file, by where it lies; the rest is cut as the bundler sees fit. Left to itself it
 * cuts what most pages share into some forty files, which compress a tenth worse than these (decision 0024).
 */
const FILES: Readonly<Record<string, readonly string[]>> = {
  /** Changes with an upgrade only. */
  runtime: [
    ...['react', 'react-dom', 'scheduler', 'react-router', 'react-router-dom', 'turbo-stream'],
    ...['@remix-run/react', '@remix-run/router'],
  ].map((name) => `/node_modules/${name}/`),
  /** What `root.tsx` draws around every page. */
  frame: [
    ...['/node_modules/clsx/', '/@mantine/core/esm/core/', '/@mantine/hooks/esm/utils/'],
    ...[
      'id',
      'merged-ref',
      'uncontrolled',
      'media-query',
      'isomorphic-effect',
      'did-update',
      'reduced-motion',
    ].map((name) => `/@mantine/hooks/esm/use-${name}/`),
    ...mantine('Alert', 'Button', 'UnstyledButton', 'CloseButton', 'Loader', 'Text', 'Title', 'Transition'),
    ...[
      'app-frame',
      'deadline-banner',
      'empty-state',
      'navigation',
      'nonce',
      'page-header',
      'sign',
      'theme',
    ].map((name) => `/app/components/layout/${name}.ts`),
    ...['error-summary', 'post-form', 'send-again'].map((name) => `/app/components/form/${name}.ts`),
    ...['instant', 'language', 'layout'].map((name) => `/app/i18n/${name}.ts`),
    ...['words', 'filing/guideline', 'organisation/organisation'].map((name) => `/app/domain/${name}.ts`),
  ],
  /** The inputs of most forms. */
  input: [
    ...['/@mantine/core/esm/utils/InlineInput/', '/@mantine/core/esm/utils/InputsGroupFieldset/'],
    ...mantine('Checkbox', 'Combobox/ComboboxChevron', 'Input', 'InputBase', 'NativeSelect', 'TextInput'),
  ],
  /** The definition of the filing's form: who reads one of these reads all of them. */
  filing: [
    ...['body', 'body-text', 'condition', 'field', 'field-path', 'field-rule', 'form'],
    ...['section-cdo', 'section-enterprise', 'section-governance', 'section-scope'],
  ].map((name) => `/app/domain/filing/${name}.ts`),
};

/**
 * Fails the build when files import each other in a circle: which of them runs first then depends on the page, and on
 * some page something is used before it is there.
 */
function refuseCircles(): Plugin {
  return {
    name: 'shuheng:refuse-circles',
    generateBundle(_options, bundle) {
      const done = new Set<string>();
      const walk = (name: string, above: readonly string[]): void => {
        if (above.includes(name)) throw new Error(`circle of files: ${[...above, name].join(' → ')}`);
        const file = bundle[name];
        if (done.has(name) || file?.type !== 'chunk') return;
        for (const next of file.imports) walk(next, [...above, name]);
        done.add(name);
      };
      for (const name of Object.keys(bundle)) walk(name, []);
    },
  };
}

function fileOf(id: string): string | undefined {
  return Object.keys(FILES).find((name) => FILES[name]?.some((place) => id.includes(place)));
}

export default defineConfig(({ isSsrBuild }) => ({
  plugins: [refuseServerRooms(), refuseCircles(), remix(remixConfig)],
  build: {
    target: 'chrome94',
    sourcemap: false,
    rollupOptions: isSsrBuild ? {} : { output: { manualChunks: fileOf, onlyExplicitManualChunks: true } },
  },
  // Of the component library the server then loads what pages use, not all of it: 25 MB and half the start.
  ssr: { noExternal: [/^@mantine\//] },
}));
