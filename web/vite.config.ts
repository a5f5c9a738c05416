import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { IntlMessageFormat } from 'intl-messageformat'
import { defineConfig, type Plugin } from 'vite'

const here = fileURLToPath(new URL('.', import.meta.url))

/** Languages of locales/ as react-aria names its own string files. */
const LANGUAGES = ['en-US', 'ru-RU']

/** react-aria brings its strings in 34 languages (some 40 kB gzip); only ours are shipped. */
function onlyOurLanguages(): Plugin {
  const strings =
    /[\\/]react-aria(?:-components)?[\\/]dist[\\/]private[\\/]intl[\\/].*?([a-z]{2}-[A-Z]{2})\.m?js$/
  return {
    name: 'only-our-languages',
    enforce: 'pre',
    load(id) {
      const language = strings.exec(id)?.[1]
      return language && !LANGUAGES.includes(language) ? 'export default {}' : null
    },
  }
}

/**
 * Messages are parsed here and not in the browser: plain texts stay texts, others become the parser's tree, and the
 * parser itself (11 kB gzip) stays behind.
 */
function parsedMessages(): Plugin {
  const catalogue = /[\\/]locales[\\/](\w+)\.json$/
  const parser = '@formatjs/icu-messageformat-parser'
  return {
    name: 'parsed-messages',
    enforce: 'pre',
    resolveId: id => (id === parser ? '\0no-parser' : null),
    load: id =>
      id === '\0no-parser' ? `export * from '${parser}/no-parser.js'; export const parse = undefined` : null,
    transform(json, id) {
      const language = catalogue.exec(id)?.[1]
      if (!language) return null
      const texts = Object.entries<string>(JSON.parse(json))
      return JSON.stringify(Object.fromEntries(texts.map(([key, text]) => [key, parsed(text, language)])))
    },
  }
}

function parsed(text: string, language: string) {
  const parts = new IntlMessageFormat(text, language, undefined, { captureLocation: false }).getAst()
  const [only = { type: 0, value: '' }] = parts
  return parts.length < 2 && only.type === 0 ? only.value : parts
}

export default defineConfig({
  root: here,
  base: '/',
  publicDir: 'public',
  plugins: [onlyOurLanguages(), parsedMessages(), react()],
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    // Data URLs would need a wider content security policy.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 800,
    reportCompressedSize: false,
    manifest: true,
    rolldownOptions: {
      output: {
        // One file compresses better than forty: what every page needs is loaded as two, and a new release of ours
        // leaves React in the browser's cache.
        codeSplitting: {
          groups: [
            { name: 'react', test: /node_modules[\\/](react|react-dom|scheduler)[\\/]/, priority: 2 },
            { name: 'kit', test: /node_modules[\\/]/, priority: 1 },
            { name: 'ui', test: /[\\/]web[\\/](ui|shell)[\\/]/, minShareCount: 2 },
          ],
        },
      },
    },
  },
})
