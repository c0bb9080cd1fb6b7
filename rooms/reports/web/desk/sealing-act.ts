import { useState } from 'react'
import { useSend } from '../../../../web/workspace/asking.ts'
import { BrokenSeal, type SealFault } from '../../sealing/broken-seal.ts'

/** `useSend` for acts that seal or open first: a seal that does not hold is told by its own name. */
export function useSealing<Input = void, Answer = unknown>(
  act: (input: Input) => Promise<Answer>,
  options: Parameters<typeof useSend<Input, Answer>>[1] = {},
) {
  const [fault, setFault] = useState<SealFault>()
  const sending = useSend(async (input: Input) => {
    setFault(undefined)
    try {
      return await act(input)
    } catch (error) {
      if (error instanceof BrokenSeal) setFault(error.fault)
      throw error
    }
  }, options)
  return { ...sending, fault, problem: fault ? undefined : sending.problem }
}
