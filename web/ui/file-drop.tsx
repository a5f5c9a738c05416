import { IconFileUpload } from '@tabler/icons-react'
import { type DragEvent, useId, useState } from 'react'
import { classNames } from './class-names.ts'
import styles from './file-drop.module.css'

interface FileDropProps {
  label: string
  hint: string
  /** Endings and media types, as for `accept` of a file input. */
  accept: string
  onFile: (file: File) => void
  look?: 'normal' | 'slim'
}

/** One file by dropping it, or by the browser's own chooser: the whole field is its label. */
export function FileDrop({ label, hint, accept, onFile, look = 'normal' }: FileDropProps) {
  const id = useId()
  const [isOver, setOver] = useState(false)

  const onDrop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    const file = event.dataTransfer.files[0]
    if (file) onFile(file)
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is a shortcut; the file input inside does the same.
    <div
      className={classNames(styles.drop, isOver && styles.over, look === 'slim' && styles.slim)}
      onDragOver={event => {
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={onDrop}
    >
      <IconFileUpload size={look === 'slim' ? 20 : 28} aria-hidden />
      <label htmlFor={id} className={styles.label}>
        {label}
      </label>
      <span id={`${id}-hint`} className={styles.hint}>
        {hint}
      </span>
      <input
        id={id}
        type="file"
        accept={accept}
        aria-describedby={`${id}-hint`}
        className={styles.input}
        onChange={event => {
          const file = event.target.files?.[0]
          if (file) onFile(file)
          event.target.value = ''
        }}
      />
    </div>
  )
}
