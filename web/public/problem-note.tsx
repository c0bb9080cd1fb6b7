/** @jsxImportSource preact */
import type { VNode } from 'preact'
import { say } from './pieces.tsx'
import type { Text } from './text.ts'

export interface Trouble {
  code: string
  values?: Record<string, string | number> | undefined
}

/** What happened, what was kept, what to do. */
export function ProblemNote({ t, problem }: { t: Text; problem: Trouble }): VNode {
  return (
    <div class="problem" role="alert">
      {say(t(`problem.${problem.code}`, problem.values))}
    </div>
  )
}
