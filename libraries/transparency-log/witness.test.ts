import { mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, describe, expect, test } from 'vitest'
import { hex } from './bytes.ts'
import { fileMemory } from './file-memory.ts'
import { sha256 } from './hash.ts'
import { MadeUpLog, madeUpEntries } from './made-up-log.ts'
import { keyId, LOG_KEY, type NoteKey, noteFrom, openNote, witnessSigner } from './note.ts'
import { proveConsistency } from './reader.ts'
import {
  addCheckpointFrom,
  addCheckpointText,
  answerAsWitness,
  askToCosign,
  type WitnessOf,
} from './witness.ts'

const folder = mkdtempSync(join(tmpdir(), 'witness-'))
const signer = witnessSigner(
  'witness.example/w1',
  new Uint8Array(32).fill(1),
  () => 1_679_315_147_500,
)
let count = 0
let file: string
let log: MadeUpLog
let witness: WitnessOf
let alarms: string[]

beforeEach(() => {
  file = join(folder, `${count++}.json`)
  log = new MadeUpLog()
  alarms = []
  witness = {
    signer,
    logs: [log.signer.key],
    memory: fileMemory(file),
    alarm: ({ why }) => alarms.push(why),
  }
})

async function send(old: number, from = log, note = from.note()) {
  const size = Number(note.split('\n')[1])
  const proof = old > 0 && old <= size ? await proveConsistency(from, old, size) : []
  return answerAsWitness(witness, addCheckpointText({ old, proof, checkpoint: note }))
}

describe('a witness (C2SP tlog-witness)', () => {
  test('cosigns what continues, with the time before the text, and remembers it before it answers', async () => {
    log.append(madeUpEntries(5))
    const answer = await send(0)
    expect(answer.status).toBe(200)
    expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ [log.origin]: { size: 5 } })
    const opened = openNote(log.note() + answer.body, [log.signer.key, signer.key])
    expect(opened.by[1]!.time).toBe(1_679_315_147)
    log.append(madeUpEntries(300, 5))
    expect((await send(5)).status).toBe(200)
  })

  test('refuses an unknown log with 404 and a signature that does not fit with 403', async () => {
    const other = new MadeUpLog('other.example/log')
    expect((await send(0, other)).status).toBe(404)
    const forged = new MadeUpLog(log.origin, new Uint8Array(32).fill(7)).append(madeUpEntries(1))
    expect((await send(0, forged)).status).toBe(403)
  })

  test('answers 409 with the size it knows where the old size is another', async () => {
    log.append(madeUpEntries(5))
    await send(0)
    log.append(madeUpEntries(2, 5))
    const answer = await send(3)
    expect(answer).toEqual({ status: 409, type: 'text/x.tlog.size', body: '5\n' })
    expect((await send(0)).body).toBe('5\n')
  })

  test('answers 422 to a fork and keeps what it had', async () => {
    log.append(madeUpEntries(5))
    await send(0)
    const fork = new MadeUpLog().append(madeUpEntries(9, 100))
    expect((await send(5, fork)).status).toBe(422)
    expect(alarms).toHaveLength(1)
    log.append(madeUpEntries(1, 5))
    expect((await send(5)).status).toBe(200)
  })

  test('answers 409 to another tree of the same size, and 400 to an old size beyond the new one', async () => {
    log.append(madeUpEntries(5))
    await send(0)
    const fork = new MadeUpLog().append(madeUpEntries(5, 100))
    const proofless = addCheckpointText({ old: 5, proof: [], checkpoint: fork.note() })
    expect((await answerAsWitness(witness, proofless)).status).toBe(409)
    expect(alarms).toEqual(['two different trees of 5'])
    const backwards = addCheckpointText({ old: 9, proof: [], checkpoint: log.note() })
    expect((await answerAsWitness(witness, backwards)).status).toBe(400)
  })

  test.each(['', 'old 0\n', 'old 00\n\nx', 'old x\n\nx\n1\n', 'new 0\n\nx'])(
    'answers 400 to %j',
    async (body) => {
      expect((await answerAsWitness(witness, body)).status).toBe(400)
    },
  )

  test('still knows after a restart what it has cosigned', async () => {
    log.append(madeUpEntries(5))
    await send(0)
    witness = { ...witness, memory: fileMemory(file) }
    expect((await send(0)).body).toBe('5\n')
  })
})

// filippo.io/torchwood, cmd/litewitness/testdata/multi-cosigs-ed25519.txt and logbastion.txt.
describe('the requests that litewitness is tested with', () => {
  test.each([
    [
      '52c05edad1bf5feffa81354faae59a655d9a9a1a793ed2f62c39c26c0be2aecd',
      '985ea163f5af026723561354f51f2ebcdcf2af809ce254ccfb64aa9aadd80f90',
      '7BKT0gOfNZ1J0So9unY3BZtm2YkPIoNYM/dce0Z2avJDs8dxN6ts9bOSwwrVrbjm6P9K3ZxpK6jJngOG6YvGGzV/lwo=',
    ],
    [
      'ffdc2d4d98e4124d3feaf788c0c2f9abfd796083d1f0495437f302ec79cf100f',
      '4d6d8825a6bb689d459628312889dfbb0bcd41b5211d9e1ce768b0ff0309e562',
      'UgIom7fPZTqpxWWhyjWduBvTvGVqsokMbqTArsQilegKoFBJQjUFAmQ0+YeSPM3wfUQMFSzVnnNuWRTYrajXpNUbIQY=',
    ],
  ])('key %s', async (publicHex, keyHash, signature) => {
    const publicKey = Uint8Array.from(Buffer.from(publicHex, 'hex'))
    expect(hex(sha256(publicKey))).toBe(keyHash)
    const name = `sigsum.org/v1/tree/${keyHash}`
    const key: NoteKey = { name, type: LOG_KEY, publicKey, id: keyId(name, LOG_KEY, publicKey) }
    const root = 'KgAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA='
    const body = `old 0\n\n${name}\n1\n${root}\n\n— ${name} ${signature}\n`
    const of = { signer, logs: [key], memory: fileMemory(join(folder, `${count++}.json`)) }
    const answer = await answerAsWitness(of, body)
    expect(answer.status).toBe(200)
    expect(answer.body).toMatch(/^— witness\.example\/w1 \S+\n$/u)
    expect((await answerAsWitness(of, body)).body).toBe('1\n')
    expect((await answerAsWitness({ ...of, logs: [] }, body)).status).toBe(404)
  })

  test('the example request of the standard is read as it is written', () => {
    const example = `old 20852014
PlRNCrwHpqhGrupue0L7gxbjbMiKA9temvuZZDDpkaw=
jrJZDmY8Y7SyJE0MWLpLozkIVMSMZcD5kvuKxPC3swk=
5+pKlUdi2LeF/BcMHBn+Ku6yhPGNCswZZD1X/6QgPd8=
/6WVhPs2CwSsb5rYBH5cjHV/wSmA79abXAwhXw3Kj/0=

example.com/behind-the-sofa
20852163
CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=

— example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=
— example.com/behind-the-sofa opLqBQsREYCgu6xQkYQwJr9fo45a62DN9EdmHXnZdXNqlcVGlCum2Wks+49/V6267UEjw6QUXTS5Rovnzv++qbSzm9Q=
`
    const asked = addCheckpointFrom(example)
    expect(asked.old).toBe(20_852_014)
    expect(asked.proof).toHaveLength(4)
    expect(noteFrom(asked.checkpoint).signatures).toHaveLength(2)
    expect(addCheckpointText(asked)).toBe(example)
  })
})

describe('a log that asks its witness', () => {
  const asking = (from: MadeUpLog, old: number) =>
    askToCosign({
      ask: (body) => answerAsWitness(witness, body),
      key: signer.key,
      checkpoint: from.note(),
      old,
      proveFrom: async (size) => (size ? proveConsistency(from, size, from.edge.size) : []),
    })

  test('catches up with what the witness knows already', async () => {
    log.append(madeUpEntries(5))
    await asking(log, 0)
    log.append(madeUpEntries(5, 5))
    expect(await asking(log, 2)).toContain('— witness.example/w1 ')
  })

  test('learns that it has lost entries, and that it has forked', async () => {
    log.append(madeUpEntries(5))
    await asking(log, 0)
    const older = new MadeUpLog().append(madeUpEntries(4))
    await expect(asking(older, 4)).rejects.toMatchObject({ code: 'rollback' })
    const fork = new MadeUpLog().append(madeUpEntries(6, 100))
    await expect(asking(fork, 5)).rejects.toMatchObject({ code: 'fork' })
    const twin = new MadeUpLog().append(madeUpEntries(5, 100))
    await expect(asking(twin, 5)).rejects.toMatchObject({ code: 'fork' })
  })

  test('does not take a line that somebody else has signed', async () => {
    log.append(madeUpEntries(5))
    const liar = witnessSigner('witness.example/w1', new Uint8Array(32).fill(2), () => 0)
    witness = { ...witness, signer: liar }
    await expect(asking(log, 0)).rejects.toMatchObject({ code: 'signature' })
  })
})
