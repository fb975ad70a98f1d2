declare module '*/remix.config.js' {
  import type { VitePluginConfig } from '@remix-run/dev';
  const config: VitePluginConfig;
  export default config;
}
