import { defineConfig } from 'vite'

export default defineConfig({
  // Served from wherever it is put, beside its config.json.
  base: './',
  build: {
    target: 'es2022',
    // A polyfill would be an inline script, which the page's policy forbids.
    modulePreload: { polyfill: false },
    // Uppy and the AWS SDK, minified; loaded once, and only by people who upload.
    chunkSizeWarningLimit: 900,
  },
})
