/**
 * A page that the browser kept whole and brings back, as by its Back button, may be of somebody who signed out meanwhile: it is
 * loaded anew, and with it who is signed in.
 */
export function loadAnewWhenBroughtBack(page: EventTarget, load: () => void): void {
  page.addEventListener('pageshow', event => {
    if ((event as PageTransitionEvent).persisted) load()
  })
}
