import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { api, ProblemError } from './api.ts'

/**
 * Reads `url` and keeps it fresh. `undefined` as url: nothing is asked yet.
 * Answers `{ data, problem, loading, again }`.
 */
export function useGet<T>(url: string | undefined, options: { every?: number } = {}) {
  const query = useQuery<T, ProblemError>({
    queryKey: [url],
    queryFn: ({ signal }) => api.get<T>(url!, { signal }),
    enabled: url !== undefined,
    ...(options.every ? { refetchInterval: options.every } : {}),
  })
  return {
    data: query.data,
    problem: query.error ?? undefined,
    loading: query.isLoading,
    again: () => void query.refetch(),
  }
}

// What is not a refusal is a fault of ours; it must not take the page down.
function asProblem(error: unknown): ProblemError | undefined {
  if (!error) return undefined
  return error instanceof ProblemError ? error : new ProblemError(0, 'core/unexpected')
}

/**
 * Sends something and, when it is done, refreshes every read whose url begins with one of
 * `refresh`. `send` resolves to the answer, or to undefined when it was refused (`problem` says
 * why).
 */
export function useSend<Input = void, Answer = unknown>(
  act: (input: Input) => Promise<Answer>,
  options: { refresh?: readonly string[]; done?: (answer: Answer, input: Input) => void } = {},
) {
  const client = useQueryClient()
  const mutation = useMutation<Answer, ProblemError, Input>({
    mutationFn: act,
    onSuccess: async (answer, input) => {
      // First, so that a page that leaves does not read again what is no longer there.
      options.done?.(answer, input)
      await client.invalidateQueries({
        predicate: ({ queryKey: [url] }) =>
          typeof url === 'string' && (options.refresh ?? []).some((start) => url.startsWith(start)),
      })
    },
  })
  return {
    send: (input: Input): Promise<Answer | undefined> =>
      mutation.mutateAsync(input).catch(() => undefined),
    busy: mutation.isPending,
    done: mutation.isSuccess,
    problem: asProblem(mutation.error),
    clear: mutation.reset,
  }
}
