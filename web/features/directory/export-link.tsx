import { IconDownload } from '@tabler/icons-react'
import { api, type Query } from '../../api.ts'
import { useMessages } from '../../ui/i18n/messages.tsx'
import { Link } from '../../ui/link.tsx'
import { useWhyNot } from '../sign-in/session.ts'

interface ExportLinkProps {
  /** Under the address of the API. */
  path: string
  query: Query
}

/** Saves the whole list as it is filtered, in its order; with the columns that somebody chose, else with all. */
export function ExportLink({ path, query }: ExportLinkProps) {
  const { t } = useMessages()
  const whyNot = useWhyNot()
  return (
    <Link
      href={api.url(path, query)}
      look="button"
      isFile
      icon={<IconDownload size={18} aria-hidden />}
      disabledBecause={whyNot.without('directory.export')}
    >
      {t('directory.export')}
    </Link>
  )
}
