import { useCallback, useEffect, useState } from 'react'
import { api, ProblemError } from '../../../web/workspace/api.ts'
import { joined, type NetworkGraph, without } from '../graph.ts'

type Answer = NetworkGraph & { mayNote: string[]; more: boolean }

/** The network as it was opened so far. Who is shown besides suspects is asked for anew. */
export function useNetwork(caseId: string | undefined) {
  const [everyone, setEveryone] = useState(false)
  const [graph, setGraph] = useState<NetworkGraph>()
  const [opened, setOpened] = useState<readonly string[]>([])
  const [mayNote, setMayNote] = useState<ReadonlySet<string>>(new Set())
  const [more, setMore] = useState(false)
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<ProblemError>()

  const ask = useCallback(async (body: object): Promise<Answer | undefined> => {
    setBusy(true)
    setProblem(undefined)
    try {
      return await api.post<Answer>('/api/network/graph', body)
    } catch (trouble) {
      setProblem(trouble instanceof ProblemError ? trouble : new ProblemError(0, 'core/unexpected'))
      return undefined
    } finally {
      setBusy(false)
    }
  }, [])

  const begin = useCallback(
    async (all: boolean) => {
      const answer = await ask({ ...(caseId && { caseId }), everyone: all })
      if (!answer) return
      setGraph({ nodes: answer.nodes, edges: answer.edges })
      setMayNote(new Set(answer.mayNote))
      setMore(answer.more)
      setOpened([])
      setEveryone(all)
    },
    [ask, caseId],
  )
  useEffect(() => void begin(false), [begin])

  async function expand(id: string) {
    const answer = await ask({ around: id, everyone })
    if (!answer) return
    setOpened((before) => [...new Set([...before, id])])
    setMayNote((before) => new Set([...before, ...answer.mayNote]))
    setGraph((before) => (before ? joined(before, answer) : answer))
  }

  const drop = (tieId: string) => setGraph((before) => before && without(before, tieId))

  return { drop, graph, everyone, opened, mayNote, more, busy, problem, begin, expand }
}
