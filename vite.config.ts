import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';
import { VitePWA } from 'vite-plugin-pwa';
import { localData } from './scripts/data/local-data-plugin.ts';
import { ensureKernels } from './scripts/ensure-kernels.mjs';

const PAPER = '#fbfaf7';

/**
 * "Nothing leaves the machine" as a rule that the browser enforces. WebAssembly needs its own permission; tfjs starts the
 * threads of its WASM backend from blobs; Plotly writes style elements.
 */
const CONTENT_SECURITY_POLICY = [
  "default-src 'self'",
  "script-src 'self' 'wasm-unsafe-eval' blob:",
  "worker-src 'self' blob:",
  "connect-src 'self' blob: data:",
  "img-src 'self' blob: data:",
  "style-src 'self' 'unsafe-inline'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

/** Shared memory, and with it threads in WebAssembly, exists in an isolated page only. */
const ISOLATION = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
};

/** In the page as well as in a header, because a static host sends no headers of ours. The dev server's inline script bars it there. */
function contentSecurityPolicy(): Plugin {
  return {
    name: 'content-security-policy',
    apply: 'build',
    transformIndexHtml: () => [
      {
        tag: 'meta',
        attrs: { 'http-equiv': 'Content-Security-Policy', content: CONTENT_SECURITY_POLICY },
        injectTo: 'head-prepend',
      },
    ],
  };
}

/**
 * tfjs gives its WASM threads the text of a function of its own, taken with `toString()`. A minifier renames what that
 * function uses from around it, so each thread would die of a ReferenceError and the backend never start: the threads get
 * the file as it was published instead.
 */
function wasmThreads(): Plugin {
  const TEXT_OF_FACTORY = /`var WasmBackendModuleThreadedSimd = ` \+\s+wasmFactoryThreadedSimd\.toString\(\)/;
  return {
    name: 'wasm-threads',
    apply: 'build',
    transform: {
      filter: { id: /tfjs-backend-wasm\/dist\/backend_wasm\.js$/ },
      handler(code, id) {
        if (!TEXT_OF_FACTORY.test(code)) this.error('tfjs starts its WASM threads in another way now: look again.');
        const published = readFileSync(join(dirname(id), '../wasm-out/tfjs-backend-wasm-threaded-simd.js'), 'utf8');
        return { code: code.replace(TEXT_OF_FACTORY, () => JSON.stringify(published)), map: null };
      },
    },
  };
}

/** `vite` alone, without the scripts that build: the kernels must be there before the worker that names them is read. */
function wasmKernels(): Plugin {
  return { name: 'wasm-kernels', apply: 'serve', buildStart: ensureKernels };
}

export default defineConfig({
  // Any static host serves it from any folder.
  base: './',
  // One page: an address that does not exist is an error, never the page again.
  appType: 'mpa',
  plugins: [
    react(),
    contentSecurityPolicy(),
    localData(),
    wasmKernels(),
    VitePWA({
      strategies: 'generateSW',
      // An update waits until the person agrees: it must not end a training run.
      registerType: 'prompt',
      manifest: {
        name: 'ECG Fusion Lab',
        short_name: 'ECG Lab',
        description: 'Race early, late and intermediate fusion on ECG beats, on your own machine.',
        lang: 'en',
        categories: ['education', 'medical', 'science'],
        start_url: './',
        scope: './',
        display: 'standalone',
        background_color: PAPER,
        theme_color: PAPER,
        icons: [
          { src: 'icon.svg', type: 'image/svg+xml', sizes: 'any' },
          { src: 'icon-192.png', type: 'image/png', sizes: '192x192' },
          { src: 'icon-512.png', type: 'image/png', sizes: '512x512' },
          { src: 'icon-maskable-512.png', type: 'image/png', sizes: '512x512', purpose: 'maskable' },
        ],
        file_handlers: [
          {
            action: './',
            accept: {
              'application/octet-stream': [
                '.dat',
                '.atr',
                '.edf',
                '.bdf',
                '.mat',
                '.npy',
                '.npz',
                '.atc',
                '.h5',
                '.hdf5',
              ],
              'application/zip': ['.zip'],
              'text/csv': ['.csv'],
              'application/xml': ['.xml'],
              'application/json': ['.json'],
              'text/plain': ['.hea'],
            },
          },
        ],
        launch_handler: { client_mode: 'focus-existing' },
      },
      workbox: {
        // Before Workbox listens.
        importScripts: ['isolation.js'],
        // Everything, so that one visit is enough to work without a network.
        globPatterns: ['**/*'],
        // The list of databases on this machine is the server's to say, each time.
        globIgnores: ['data/**'],
        maximumFileSizeToCacheInBytes: 32 * 1024 * 1024,
        // The first visit, too, must find its later chunks when the network goes.
        clientsClaim: true,
        cleanupOutdatedCaches: true,
        inlineWorkboxRuntime: true,
        sourcemap: false,
      },
    }),
  ],
  // Workers are bundled apart from the page, with plugins of their own.
  worker: { format: 'es', plugins: () => [wasmThreads()] },
  build: {
    target: 'es2023',
    // Plotly is one chunk, loaded when it is needed; bundle-budget.mjs watches the rest.
    chunkSizeWarningLimit: 2048,
    rolldownOptions: { checks: { pluginTimings: false } },
  },
  server: { headers: ISOLATION },
  preview: { headers: { ...ISOLATION, 'Content-Security-Policy': CONTENT_SECURITY_POLICY } },
});
