import { hex } from './bytes.ts'
import { LogFault } from './fault.ts'
import { keyFrom, LOG_KEY, type NoteKey, WITNESS_KEY } from './note.ts'

export interface LogOfPolicy {
  key: NoteKey
  url?: string
}

export interface WitnessOfPolicy {
  name: string
  key: NoteKey
  url?: string
}

interface Group {
  name: string
  least: number
  members: readonly string[]
}

/** Which logs, which witnesses, and how many of them are enough. C2SP tlog-policy. */
export interface Policy {
  logs: LogOfPolicy[]
  witnesses: WitnessOfPolicy[]
  groups: Group[]
  /** Name of a witness or a group, or 'none'. */
  quorum: string
}

/** Reads a policy file; throws naming the line that is wrong. */
export function policyFrom(text: string): Policy {
  const policy: Policy = { logs: [], witnesses: [], groups: [], quorum: '' }
  const seen = new Set<string>()
  for (const [at, line] of text.split('\n').entries()) {
    const words = line.split(/[ \t]+/).filter(Boolean)
    if (!words.length || words[0]!.startsWith('#')) continue
    try {
      readLine(policy, words, seen)
    } catch (trouble) {
      throw new LogFault('malformed', `Line ${at + 1} of the policy: ${(trouble as Error).message}`)
    }
  }
  if (!policy.quorum) throw new LogFault('malformed', 'The policy has no quorum line.')
  return policy
}

const wrong = (why: string) => new LogFault('malformed', why)

function readLine(policy: Policy, [what, ...rest]: string[], seen: Set<string>): void {
  if (what === 'log') addLog(policy, rest, seen)
  else if (what === 'witness') addWitness(policy, rest, seen)
  else if (what === 'group') addGroup(policy, rest)
  else if (what === 'quorum') setQuorum(policy, rest)
  else throw wrong(`"${what}" is not known.`)
}

function keyOnce(text: string | undefined, type: number, seen: Set<string>): NoteKey {
  const key = keyFrom(text ?? '')
  if (key.type !== type) throw wrong('the key is of the wrong kind.')
  const mark = `${type} ${hex(key.publicKey)}`
  if (seen.has(mark)) throw wrong('this key stands there twice.')
  seen.add(mark)
  return key
}

function addLog(policy: Policy, [key, url]: string[], seen: Set<string>): void {
  policy.logs.push({ key: keyOnce(key, LOG_KEY, seen), ...(url && { url }) })
}

function addWitness(policy: Policy, [name, key, url]: string[], seen: Set<string>): void {
  refuseName(policy, name)
  policy.witnesses.push({ name: name!, key: keyOnce(key, WITNESS_KEY, seen), ...(url && { url }) })
}

function addGroup(policy: Policy, [name, count, ...members]: string[]): void {
  refuseName(policy, name)
  const used = new Set(policy.groups.flatMap((group) => group.members))
  for (const [at, member] of members.entries()) {
    if (!isDefined(policy, member)) throw wrong(`"${member}" is not defined before.`)
    if (used.has(member) || members.indexOf(member) !== at)
      throw wrong(`"${member}" is in a group already.`)
  }
  const least = count === 'all' ? members.length : count === 'any' ? 1 : Number(count)
  if (!(Number.isInteger(least) && least >= 1 && least <= members.length))
    throw wrong(`"${count}" of ${members.length} cannot be.`)
  policy.groups.push({ name: name!, least, members })
}

function setQuorum(policy: Policy, [name]: string[]): void {
  if (policy.quorum) throw wrong('there is a quorum already.')
  if (!name || (name !== 'none' && !isDefined(policy, name)))
    throw wrong(`"${name}" is not defined before.`)
  policy.quorum = name
}

function isDefined(policy: Policy, name: string): boolean {
  return [...policy.witnesses, ...policy.groups].some((one) => one.name === name)
}

function refuseName(policy: Policy, name: string | undefined): void {
  if (!name || name === 'none' || isDefined(policy, name)) throw wrong(`the name "${name}".`)
}

/** Whether these witnesses are enough. */
export function isMet(policy: Policy, cosigned: ReadonlySet<string>): boolean {
  const met = (name: string): boolean => {
    const group = policy.groups.find((one) => one.name === name)
    return group ? group.members.filter(met).length >= group.least : cosigned.has(name)
  }
  return policy.quorum === 'none' || met(policy.quorum)
}

/** A policy that trusts one log and asks for no witness. */
export function trusting(key: NoteKey): Policy {
  return { logs: [{ key }], witnesses: [], groups: [], quorum: 'none' }
}
