/** @jsxImportSource preact */
import type { VNode } from 'preact'
import { tellDue } from '../../../../web/public/due.ts'
import { say } from '../../../../web/public/pieces.tsx'
import type { Text } from '../../../../web/public/text.ts'

/** A deadline told both ways: when it is, and how far off. */
export function Deadline({ t, lang, due }: { t: Text; lang: string; due: string }): VNode {
  const { when, far } = tellDue(t, lang, new Date(due), new Date())
  return (
    <time dateTime={due}>
      <b>{say(when)}</b>
      {far && <> ({say(far)})</>}
    </time>
  )
}
