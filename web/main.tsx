import './ui/tokens.css'
import './ui/page.css'
import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { loadAnewWhenBroughtBack } from './load-anew.ts'
import { queryClient } from './query-client.ts'
import { router } from './router.tsx'
import { BannersProvider } from './ui/banner-region.tsx'
import { loadCatalogue, preferredLanguage } from './ui/i18n/language.ts'
import { MessagesProvider } from './ui/i18n/messages.tsx'

loadAnewWhenBroughtBack(window, () => location.reload())

const language = preferredLanguage()

// The words and the first page's data travel at the same time.
const [catalogue] = await Promise.all([loadCatalogue(language), router.load()])

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <QueryClientProvider client={queryClient}>
      <MessagesProvider initial={{ language, catalogue }}>
        <BannersProvider>
          <RouterProvider router={router} />
        </BannersProvider>
      </MessagesProvider>
    </QueryClientProvider>
  </StrictMode>,
)
