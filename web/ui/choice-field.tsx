import { IconChevronDown } from '@tabler/icons-react'
import { Button, ComboBox, Input, Label, ListBox, ListBoxItem, Popover, Text } from 'react-aria-components'
import { classNames } from './class-names.ts'
import styles from './field.module.css'
import menu from './menu.module.css'

export interface Choice {
  id: string
  label: string
  /** Tells apart who is called alike. */
  more?: string
}

interface ChoiceFieldProps {
  label: string
  /** What is typed. */
  typed: string
  onType: (typed: string) => void
  /** Found for what is typed. */
  choices: Choice[]
  chosen: string | null
  onChoose: (id: string | null) => void
  /** Said where nothing is found. */
  none: string
  description?: string
  /** What holds while nothing is chosen. */
  placeholder?: string
}

/** A field that finds while one types, and takes only what is found. */
export function ChoiceField(props: ChoiceFieldProps) {
  return (
    <ComboBox
      className={styles.field!}
      inputValue={props.typed}
      onInputChange={props.onType}
      selectedKey={props.chosen}
      onSelectionChange={key => props.onChoose(key === null ? null : String(key))}
      items={props.choices}
      menuTrigger="focus"
      allowsEmptyCollection
    >
      <Label className={styles.label!}>{props.label}</Label>
      <span className={styles.choiceBox}>
        <Input className={styles.input!} {...(props.placeholder && { placeholder: props.placeholder })} />
        <Button className={styles.open!}>
          <IconChevronDown size={16} aria-hidden />
        </Button>
      </span>
      {props.description && (
        <Text slot="description" className={styles.description!}>
          {props.description}
        </Text>
      )}
      <Popover className={classNames(menu.popover, styles.choices)} offset={4}>
        <ListBox<Choice>
          className={menu.menu!}
          renderEmptyState={() => <p className={styles.none}>{props.none}</p>}
        >
          {choice => (
            <ListBoxItem id={choice.id} textValue={choice.label} className={menu.item!}>
              <span className={menu.words}>
                <span>{choice.label}</span>
                {choice.more && <span className={menu.reason}>{choice.more}</span>}
              </span>
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </ComboBox>
  )
}
