import { IconUserOff } from '@tabler/icons-react'
import { useState } from 'react'
import { Button } from '../../ui/button.tsx'
import { useMessages } from '../../ui/i18n/messages.tsx'
import { EraseDialog } from './erase-dialog.tsx'

export function EraseButton({ id, name }: { id: string; name: string }) {
  const { t } = useMessages()
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <Button tone="quiet" icon={<IconUserOff size={18} aria-hidden />} onPress={() => setOpen(true)}>
        {t('person.erase')}
      </Button>
      {isOpen && <EraseDialog id={id} name={name} onClose={() => setOpen(false)} />}
    </>
  )
}
