import { Type } from 'typebox'
import type { Db } from '../../core/database.ts'
import { Problem, permit } from '../../core/problem.ts'
import { FileAnswer, type Route, route } from '../../core/routes.ts'
import { BothNames, codes, Done, done, Id, Moment, WithId } from '../../core/schema.ts'
import { bareSound } from './bare-sound.ts'
import { getShown, listVersions, versionStates } from './page-records.ts'
import { DecisionBody, needWords, WithSlug } from './page-routes.ts'
import { contentOfficers, mayPublish } from './permissions.ts'
import {
  LARGEST_RECORDING,
  LONGEST_RECORDING,
  pieceOf,
  recordingLanguages,
  recordingTypeOf,
  recordingTypes,
} from './recording.ts'
import {
  decideRecording,
  findHeard,
  getPlace,
  type Heard,
  insertRecording,
  listRecordings,
  readSound,
} from './recording-records.ts'

const RecordingShape = Type.Object({
  id: Id,
  textId: Id,
  language: codes(recordingLanguages),
  type: codes(recordingTypes),
  size: Type.Integer(),
  seconds: Type.Integer(),
  writtenBy: Type.Union([BothNames, Type.Null()]),
  writtenAt: Moment,
  state: codes(versionStates),
  decidedBy: Type.Union([BothNames, Type.Null()]),
  decidedAt: Type.Union([Moment, Type.Null()]),
  decisionWords: Type.String(),
  own: Type.Boolean(),
})

export const recordingRoutes: Route[] = [
  route({
    method: 'GET',
    url: '/api/guide/texts/:slug/recordings',
    name: 'guide.list-recordings',
    summary: 'The recordings of all versions of a page, the newest first',
    who: contentOfficers,
    params: WithSlug,
    answer: Type.Array(RecordingShape),
    async act({ db, person, params }) {
      return (await listRecordings(db, params)).map(({ writtenById, ...one }) => ({
        ...one,
        own: writtenById === person.id,
      }))
    },
  }),
  route({
    method: 'POST',
    url: '/api/guide/versions/:id/recordings',
    name: 'guide.add-recording',
    summary: 'A version of a page read aloud (MP3 or M4A), for a second content officer to hear',
    who: contentOfficers,
    params: WithId,
    query: Type.Object(
      {
        language: codes(recordingLanguages),
        seconds: Type.Integer({ minimum: 1, maximum: LONGEST_RECORDING }),
      },
      { additionalProperties: false },
    ),
    raw: LARGEST_RECORDING,
    answer: Type.Object({ id: Id }),
    async act({ db, person, params, query, body, now, about }) {
      const type = recordingTypeOf(body)
      const bytes = bareSound(body, type)
      const version = (await listVersions(db)).find(({ id }) => id === params.id)
      if (!version) throw new Problem('absent', 'guide/no-such-text')
      const id = await insertRecording(db, {
        ...query,
        textId: version.id,
        type,
        bytes,
        by: person.id,
        at: now,
      })
      about(id)
      return { id }
    },
  }),
  route({
    method: 'GET',
    url: '/api/guide/recordings/:id',
    name: 'guide.hear-recording',
    summary: 'A recording in any state, to be heard before it goes out',
    who: contentOfficers,
    params: WithId,
    answer: 'file',
    async act({ db, params, about, request }) {
      about(params.id)
      const [one] = await listRecordings(db, { id: params.id })
      if (!one) throw new Problem('absent', 'guide/no-such-recording')
      return soundOf(db, one, request.headers.range)
    },
  }),
  route({
    method: 'POST',
    url: '/api/guide/recordings/:id/decide',
    name: 'guide.decide-recording',
    summary: 'A second content officer publishes or returns a recording; any one takes it down',
    who: contentOfficers,
    params: WithId,
    body: DecisionBody,
    answer: Done,
    async act({ db, person, params, body, now, about }) {
      about(params.id)
      const [one] = await listRecordings(db, { id: params.id })
      if (!one) throw new Problem('absent', 'guide/no-such-recording')
      if (body.state === 'published')
        permit(mayPublish(person.id, one), 'guide/second-person-hears')
      else needWords(body.words, 'words')
      if (body.state === 'withdrawn') {
        const out = await findHeard(db, one.textId, one.language)
        if (out?.id !== one.id) throw new Problem('conflict', 'guide/recording-not-out')
      }
      const from = body.state === 'withdrawn' ? 'published' : 'written'
      const decided = await decideRecording(db, one.id, from, {
        state: body.state,
        by: person.id,
        at: now,
        words: body.words.trim(),
      })
      if (!decided) throw new Problem('conflict', 'guide/recording-already-decided')
      return done
    },
  }),
  route({
    method: 'GET',
    url: '/api/guide/audio/:id',
    name: 'guide.play-recording',
    summary: 'The recording of a page that is out, whole or in the piece that a player asks for',
    who: 'anyone',
    params: WithId,
    answer: 'file',
    async act({ db, params, request }) {
      const { slug, language } = await getPlace(db, params.id)
      const shown = await getShown(db, slug)
      const out = await findHeard(db, shown.id, language)
      if (out?.id !== params.id) throw new Problem('absent', 'guide/no-such-recording')
      return soundOf(db, out, request.headers.range)
    },
  }),
]

/** Not kept by the browser, as no page of the guide is: nobody finds on a phone what was heard on it. */
async function soundOf(
  db: Db,
  { id, type, size }: Heard,
  range: string | undefined,
): Promise<FileAnswer> {
  const piece = pieceOf(range, size)
  const headers = { 'accept-ranges': 'bytes', 'content-disposition': 'inline' }
  if (!piece) return new FileAnswer({ type, bytes: await readSound(db, id), headers })
  const partly = (status: number, place: string, bytes: Uint8Array) =>
    new FileAnswer({
      type,
      bytes,
      status,
      headers: { ...headers, 'content-range': `bytes ${place}/${size}` },
    })
  if (piece === 'none') return partly(416, '*', new Uint8Array())
  return partly(206, `${piece.from}-${piece.to}`, await readSound(db, id, piece))
}
