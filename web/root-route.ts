import { createRootRoute } from '@tanstack/react-router'
import { Crash } from './shell/crash.tsx'
import { NotFoundPage } from './shell/not-found.tsx'
import { Root } from './shell/root.tsx'

export const rootRoute = createRootRoute({
  component: Root,
  notFoundComponent: NotFoundPage,
  errorComponent: Crash,
})
