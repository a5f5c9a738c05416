import { type ReactNode, useId } from 'react'
import { Button as AriaButton, TooltipTrigger } from 'react-aria-components'
import styles from './button.module.css'
import { classNames } from './class-names.ts'
import { Tooltip } from './tooltip.tsx'

export interface ButtonProps {
  children?: ReactNode
  tone?: 'primary' | 'plain' | 'quiet' | 'danger'
  size?: 'normal' | 'small'
  icon?: ReactNode
  /** The accessible name of a button that shows only an icon; also its tooltip. */
  label?: string | undefined
  type?: 'button' | 'submit'
  /** A button is only ever disabled together with its reason. It stays focusable, so that the reason can be read. */
  disabledBecause?: string | null | undefined
  /** The press is being answered; further presses are ignored. */
  isBusy?: boolean
  onPress?: (() => void) | undefined
  className?: string
}

export function Button(props: ButtonProps) {
  const { tone = 'plain', size = 'normal', icon, label, type = 'button', disabledBecause, isBusy } = props
  const reasonId = useId()
  const isDisabled = Boolean(disabledBecause)
  const isIdle = !isDisabled && !isBusy
  const tip = disabledBecause ?? label
  const button = (
    <AriaButton
      className={classNames(
        styles.button,
        styles[tone],
        styles[size],
        !props.children && styles.square,
        props.className,
      )}
      type={isIdle ? type : 'button'}
      {...(isIdle && props.onPress && { onPress: props.onPress })}
      {...(label && { 'aria-label': label })}
      {...(isDisabled && { 'aria-disabled': true, 'aria-describedby': reasonId })}
      {...(isBusy && { 'aria-disabled': true, 'aria-busy': true })}
    >
      {icon}
      {props.children}
    </AriaButton>
  )
  // Fifty rows of buttons that have nothing to add are drawn without what shows tooltips.
  if (!tip && size === 'small') return button
  return (
    <TooltipTrigger isDisabled={!tip} delay={500} closeDelay={0}>
      {button}
      {disabledBecause && (
        <span id={reasonId} className="visually-hidden">
          {disabledBecause}
        </span>
      )}
      <Tooltip>{tip}</Tooltip>
    </TooltipTrigger>
  )
}
