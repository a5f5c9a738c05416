import { Fragment } from 'react'

/** Where it is too long for its line it breaks behind the @, or before a dot. */
export function EmailAddress({ address }: { address: string }) {
  return address.split(/(?<=@)|(?=\.)/).map((part, place) => (
    <Fragment key={`${place}-${part}`}>
      {place > 0 && <wbr />}
      {part}
    </Fragment>
  ))
}
