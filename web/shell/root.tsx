import { Outlet, useRouter } from '@tanstack/react-router'
import { RouterProvider } from 'react-aria-components'

/** Lets every link, tab and menu entry of the user interface kit navigate without loading the page anew. */
export function Root() {
  const router = useRouter()
  return (
    <RouterProvider navigate={href => router.history.push(href)}>
      <Outlet />
    </RouterProvider>
  )
}
