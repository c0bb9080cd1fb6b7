import { describe, expect, test } from 'vitest'
import { fromBase64, hex } from './bytes.ts'
import { checkpointFrom, signCheckpoint, verifyCheckpoint } from './checkpoint.ts'
import { keyFrom, keyText, logSigner, noteFrom, openNote, witnessSigner } from './note.ts'
import { policyFrom } from './policy.ts'

// golang.org/x/mod, sumdb/note/note_test.go and the package's own example.
const peter = 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW'
const enoch = 'EnochRoot+af0cfe78+ATtqJ7zOtqQtYqOo0CpvDXNlMhV3HeJDpjrASKGLWdop'
const peterSeed = fromBase64('AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz').subarray(1)
const peterText =
  "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n"
const peterLine =
  '— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n'
const peterNote = `${peterText}\n${peterLine}`

// c2sp.org/signed-note, the example key and note.
const example = 'example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k'
const exampleNote =
  'This is an example message.\n\n— example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n'

// A checkpoint that the log arche2025h1.staging.ct.transparency.dev has published, with the
// cosignatures of witnesses of the public network, and their published keys.
const arche = `arche2025h1.staging.ct.transparency.dev
1432088532
U7WM79jrzyhGZ5/GUBTpM7NzwdyfFx61t3RovgcC4Ro=

— arche2025h1.staging.ct.transparency.dev zTM8sQAAAZ5W0WdjBAMARjBEAiBjW5IQf9pvsYLfQFX6hoGREPMHbdQ3urbllzalApkptQIgIpwtEroeW2BXaHAI4kJXFbon5Ch9MNL5zRNZ55lvGt0=
— arche2025h1.staging.ct.transparency.dev ui8GwCF1+kWqZrxGdhj4aX3gcw7XUlXQQabg/27lefwhUkzbC3NygNI75MdhL1bfTW9g8Ei59RA23oHP7Ry1k3ZFWwQ=
— transparency.dev/DEV:witness-little-garden 2AQqhwAAAABqEiEgzgFIqqhbUoDwjMWE6UP8nd8/KYTzwZ2rhIgcqoXHAwVkjZr4AscylP3v7sEodkRAErumC2q44vdgJY096st5BQ==
— witness1.smartit.nu/witness1 pIyCDwAAAABqEiEghIp82KWebrw7/oHQwlTAm3g2RKS4+eebl8eO0WH+/iEcxZ75W3u5hNI7TOQtmJbqmNWVuE0tgh0XwzdZsDsUAQ==
— remora.n621.de 2net5wAAAABqEiEgPlfF3V06o0Y+fHM+J5J9s27wgxxcOVSpZ/2g/KSiXCg9DEZI+aVCIobWX9sXTynk5XeU/zZ0WBxtqB0DrAWfBw==
— witness.stagemole.eu Z/euoAAAAABqEiEgw0i+7g2ENfDAWHmtRzCfKTHSDwYDJA2NmKeGi9Y8FtEyOUvVr+AJmIY/2TUFucgKi7lI7cUiOvKFYe/TmN9DAg==
`
const archeLog =
  'arche2025h1.staging.ct.transparency.dev+ba2f06c0+AU0vHmlGCS/PdN8b2OaGmKprLI8HKM+dJ472xgFYh15f'
const witnesses = {
  remora: 'remora.n621.de+da77ade7+BOvN63jn/bLvkieywe8R6UYAtVtNbZpXh34x7onlmtw2',
  garden:
    'transparency.dev/DEV:witness-little-garden+d8042a87+BCtusOxINQNUTN5Oj8HObRkh2yHf/MwYaGX4CPdiVEPM',
  smartit: 'witness1.smartit.nu/witness1+a48c820f+BPSFWg9G6KPiO7QPryYO5Xq4oYJJ+kAvLKLSimDhoxMO',
  stagemole: 'witness.stagemole.eu+67f7aea0+BEqSG3yu9YrmcM3BHvQYTxwFj3uSWakQepafafpUqklv',
}
const witnessLines = Object.entries(witnesses).map(([name, key]) => `witness ${name} ${key}`)

describe('keys', () => {
  test('the published ones are read and written again letter for letter', () => {
    for (const text of [peter, enoch, example, archeLog, ...Object.values(witnesses)])
      expect(keyText(keyFrom(text))).toBe(text)
    expect(hex(keyFrom(example).publicKey)).toBe(
      'e932791ae6e7a840a46164c904786426d5e7821dd8b29a00d61cae72afdd4da4',
    )
  })

  test('no part of a published key is itself a key, and no key with a letter changed is one', () => {
    for (let from = 0; from < peter.length; from++)
      for (let to = from + 1; to <= peter.length; to++)
        if (to - from < peter.length) expect(() => keyFrom(peter.slice(from, to))).toThrow()
    for (let at = 0; at < peter.length; at++) {
      const other = String.fromCharCode(peter.charCodeAt(at) + 1)
      expect(() => keyFrom(peter.slice(0, at) + other + peter.slice(at + 1))).toThrow()
    }
  })

  test('a key of wrong length and one of an unknown kind, each with a fitting number, are refused', () => {
    // golang.org/x/mod, sumdb/note/note_test.go, TestNewVerifier.
    expect(() =>
      keyFrom('PeterNeumann+cc469956+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TWBADKEY=='),
    ).toThrow()
    expect(() =>
      keyFrom('PeterNeumann+173116ae+ZRpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW'),
    ).toThrow()
  })
})

describe('notes', () => {
  test('the published notes open, and signing gives the published signature', () => {
    expect(openNote(peterNote, [keyFrom(peter)]).text).toBe(peterText)
    expect(openNote(exampleNote, [keyFrom(example)]).text).toBe('This is an example message.\n')
    const signer = logSigner('PeterNeumann', peterSeed)
    expect(keyText(signer.key)).toBe(peter)
    expect(signer.line(peterText)).toBe(peterLine)
  })

  test('unknown signatures are passed over; a wrong one of a known key spoils the note', () => {
    const stranger = logSigner('stranger', new Uint8Array(32).fill(3))
    const both = `${peterNote}${stranger.line('something else\n')}`
    expect(openNote(both, [keyFrom(peter)]).by).toHaveLength(1)
    expect(() => openNote(both, [keyFrom(peter), stranger.key])).toThrow('does not fit')
    expect(() => openNote(peterNote, [keyFrom(enoch)])).toThrow('No known key')
    expect(() => openNote(peterNote.replace('answer', 'Answer'), [keyFrom(peter)])).toThrow(
      'does not fit',
    )
  })

  test.each([
    ['without an empty line', peterText + peterLine],
    ['without a signature', `${peterText}\n`],
    ['with a signature that is no base64', `${peterText}\n— PeterNeumann x08go_\n`],
    ['with a hyphen for the dash', peterNote.replace('—', '-')],
    ['with a carriage return', peterNote.replaceAll('\n', '\r\n')],
    ['with half a letter', `${peterNote.replace('If', '\ud800f')}`],
    ['without the last newline', peterNote.slice(0, -1)],
    ['with two spaces', peterNote.replace('— ', '—  ')],
  ])('one %s is refused', (_, note) => {
    expect(() => noteFrom(note)).toThrow()
  })
})

describe('checkpoints', () => {
  test('a published checkpoint is verified with its log and four witnesses of the public network', () => {
    const policy = policyFrom(
      [
        `log ${archeLog}`,
        ...witnessLines,
        'group g 3 remora garden smartit stagemole',
        'quorum g',
        '',
      ].join('\n'),
    )
    const verified = verifyCheckpoint(arche, policy)
    expect(verified.size).toBe(1_432_088_532)
    expect(verified.cosigned.map(({ name }) => name)).toEqual([
      'garden',
      'smartit',
      'remora',
      'stagemole',
    ])
    // 0x6a122120 seconds: the time that stands in each of the four lines.
    expect(new Set(verified.cosigned.map(({ time }) => time))).toEqual(new Set([0x6a122120]))
  })

  test('one digit of its size changed, and it is refused', () => {
    const policy = policyFrom(`log ${archeLog}\nquorum none\n`)
    expect(() => verifyCheckpoint(arche.replace('1432088532', '1432088533'), policy)).toThrow(
      'does not fit',
    )
  })

  test('a witness cannot sign for the log, nor the log for a witness', () => {
    const seed = new Uint8Array(32).fill(5)
    const log = logSigner('example.com/log', seed)
    const witness = witnessSigner('example.com/log', seed, () => 1_700_000_000_000)
    const tree = { origin: 'example.com/log', size: 1, root: new Uint8Array(32) }
    const policy = { ...policyFrom('quorum none\n'), logs: [{ key: log.key }] }
    const other = { ...policy, witnesses: [{ name: 'w', key: witness.key }], quorum: 'w' }
    expect(() => verifyCheckpoint(signCheckpoint(tree, witness), other)).toThrow('has not signed')
    expect(() => verifyCheckpoint(signCheckpoint(tree, log), other)).toThrow('Too few witnesses')
  })

  test.each([
    ['a size with a leading zero', 'a\n01\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n'],
    ['a negative size', 'a\n-1\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n'],
    ['a short root', 'a\n1\nAAAA\n'],
    ['no origin', '\n1\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n'],
    ['an empty extension line', 'a\n1\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n\n'],
    ['no newline at the end', 'a\n1\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA='],
    ['a root in another base64', 'a\n1\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAB=\n'],
  ])('with %s are refused', (_, text) => {
    expect(() => checkpointFrom(text)).toThrow()
  })
})

describe('policies', () => {
  const many = Object.fromEntries(
    'abcdef'
      .split('')
      .map((name, at) => [
        name,
        keyText(witnessSigner(`${name}.example`, new Uint8Array(32).fill(at), () => 0).key),
      ]),
  )
  const lines = Object.entries(many).map(
    ([name, key]) => `witness ${name} ${key} https://${name}.example/`,
  )

  test('the example of the standard: two of three of one organisation and any of three of another', () => {
    const policy = policyFrom(
      [
        `log ${archeLog}`,
        '# two organisations',
        ...lines,
        'group X 2 a b c',
        'group Y any d e f',
        'group both all X Y',
        'quorum both',
        '',
      ].join('\n'),
    )
    const sign =
      (...names: string[]) =>
      () =>
        verifyCheckpoint(signedBy(names), { ...policy, logs: [{ key: own.key }] })
    expect(sign('a', 'b', 'f')).not.toThrow()
    expect(sign('a', 'b', 'c')).toThrow('Too few')
    expect(sign('a', 'e', 'f')).toThrow('Too few')
  })

  const own = logSigner('own', new Uint8Array(32).fill(9))
  function signedBy(names: string[]): string {
    const note = signCheckpoint({ origin: 'own', size: 0, root: new Uint8Array(32) }, own)
    const text = noteFrom(note).text
    const cosigned = names.map((name) =>
      witnessSigner(
        `${name}.example`,
        new Uint8Array(32).fill('abcdef'.indexOf(name)),
        () => 1e12,
      ).line(text),
    )
    return note + cosigned.join('')
  }

  test.each([
    ['no quorum', `log ${archeLog}\n`],
    ['two quorums', 'quorum none\nquorum none\n'],
    ['a log’s key for a witness', `witness w ${archeLog}\nquorum w\n`],
    ['the same key twice', `witness w ${many.a}\nwitness v ${many.a}\nquorum w\n`],
    ['a group of somebody unknown', `witness a ${many.a}\ngroup g all a b\nquorum g\n`],
    ['more than there are', `witness a ${many.a}\ngroup g 2 a\nquorum g\n`],
    ['a witness named none', `witness none ${many.a}\nquorum none\n`],
    ['a member of two groups', `witness a ${many.a}\ngroup g all a\ngroup h all a\nquorum g\n`],
    ['an unknown line', 'trust everybody\nquorum none\n'],
  ])('with %s are refused', (_, text) => {
    expect(() => policyFrom(text)).toThrow()
  })
})
