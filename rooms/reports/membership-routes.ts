import { type Static, Type } from 'typebox'
import type { Db } from '../../core/database.ts'
import { announce } from '../../core/events.ts'
import type { House } from '../../core/house.ts'
import type { Person } from '../../core/people.ts'
import { Problem } from '../../core/problem.ts'
import { type Route, route } from '../../core/routes.ts'
import { Done, done, Id } from '../../core/schema.ts'
import { refuseUnlessAtDesk } from './desk-records.ts'
import { getDesk } from './directory-records.ts'
import {
  addEpoch,
  addEpochWrap,
  addMember,
  addRewraps,
  listEpochs,
  listMembers,
  listNewcomers,
  listOpenWraps,
  removeMember,
  saveMyKey,
} from './membership-records.ts'
import { rootOf, tryoutRoot } from './root.ts'
import { BrokenSeal } from './sealing/broken-seal.ts'
import { certify, type EpochStatement, statementText, verified } from './sealing/certificate.ts'
import {
  AddMemberBody,
  CertifyAnswer,
  CertifyBody,
  DeskKeysAnswer,
  MyKeyBody,
  NewEpochBody,
  OpenWrapsAnswer,
  RemoveMemberBody,
  RewrapBody,
} from './shapes.ts'

const closed = { additionalProperties: false } as const
const officer = ['desk-officer'] as const
const WithDesk = Type.Object({ deskId: Id }, closed)
const PAGE = 500
/** An epoch is certified for this long: an organisation meets its root at least once a year. */
const EPOCH_DAYS = 400
const DAY = 86_400_000

const myKey = route({
  method: 'PUT',
  url: '/api/desk/my-key',
  name: 'reports.save-my-key',
  who: officer,
  summary: 'Keeps the public half of my key and my key sealed under my passphrase or passkey.',
  body: MyKeyBody,
  answer: Done,
  act: async ({ db, person, body, about }) => {
    about(person.id)
    await saveMyKey(db, person.id, body.recipient, body.locks)
    return done
  },
})

const keys = route({
  method: 'GET',
  url: '/api/desk/:deskId/keys',
  name: 'reports.desk-keys',
  who: officer,
  summary: 'The epochs of a desk with my own wraps, its members, and who could become one.',
  params: WithDesk,
  answer: DeskKeysAnswer,
  act: async ({ db, person, params, about }) => {
    await refuseUnlessAtDesk(db, params.deskId)
    about(params.deskId)
    const epochs = await listEpochs(db, params.deskId, person.id)
    const newcomers = await listNewcomers(db, params.deskId)
    return {
      deskId: params.deskId,
      epochs: epochs.map(({ epoch, statement, signature, wrap }) => ({
        epoch,
        certificate: { statement, signature },
        wrap: wrap?.toString('base64') ?? null,
      })),
      members: await listMembers(db, params.deskId),
      newcomers: newcomers.map(({ accountId, name, recipient }) => ({
        accountId,
        name,
        recipient: recipient!,
      })),
    }
  },
})

const add = route({
  method: 'POST',
  url: '/api/desk/:deskId/members',
  name: 'reports.add-member',
  who: officer,
  summary:
    'Lets a desk officer of the same agency in, with every epoch wrapped to her key by a member.',
  params: WithDesk,
  body: AddMemberBody,
  answer: Done,
  act: async ({ db, person, params, body, now, about }) => {
    await refuseUnlessAtDesk(db, params.deskId)
    about(params.deskId, body.accountId)
    const known = [
      ...(await listNewcomers(db, params.deskId)),
      ...(await listMembers(db, params.deskId)),
    ]
    const newcomer = known.find((one) => one.accountId === body.accountId)
    if (!newcomer) throw new Problem('conflict', 'reports/cannot-be-member')
    // She may have made a new key meanwhile: wraps to the old one would open nothing.
    if (newcomer.recipient !== body.recipient)
      throw new Problem('conflict', 'reports/key-has-changed')
    const epochs = await listEpochs(db, params.deskId, person.id)
    const newest = epochs[0]?.epoch
    if (!body.wraps.some((one) => one.epoch === newest))
      throw new Problem('input', 'reports/wraps-missing')
    await addMember(db, params.deskId, body.accountId, person.id, now)
    for (const wrap of body.wraps) {
      if (!epochs.some((one) => one.epoch === wrap.epoch))
        throw new Problem('input', 'reports/no-such-epoch')
      await addEpochWrap(db, { deskId: params.deskId, accountId: body.accountId, ...wrap })
    }
    await tellMembership(db, 'desk.member-added', params.deskId, person, body.accountId)
    return done
  },
})

const remove = route({
  method: 'POST',
  url: '/api/desk/:deskId/members/:accountId/remove',
  name: 'reports.remove-member',
  who: officer,
  summary:
    'Ends a membership at once. With "next" the new epoch comes with it; otherwise it must follow.',
  params: Type.Object({ deskId: Id, accountId: Id }, closed),
  body: RemoveMemberBody,
  bodyLimit: 4 * 1024 * 1024,
  answer: Done,
  act: async ({ db, person, params, body, now, house, about }) => {
    await refuseUnlessAtDesk(db, params.deskId)
    about(params.deskId, params.accountId)
    const members = await listMembers(db, params.deskId)
    if (!members.some((one) => one.accountId === params.accountId)) {
      throw new Problem('absent', 'reports/no-such-member')
    }
    // Without a member nobody could open what is sealed to the desk, ever.
    if (members.length === 1) throw new Problem('conflict', 'reports/last-member')
    if (body.next && params.accountId === person.id)
      throw new Problem('input', 'reports/leave-without-new-epoch')
    await removeMember(db, params.deskId, params.accountId, now)
    await tellMembership(db, 'desk.member-removed', params.deskId, person, params.accountId)
    if (body.next) await beginEpoch(db, house, params.deskId, person, body.next, now)
    return done
  },
})

const newEpoch = route({
  method: 'POST',
  url: '/api/desk/:deskId/epochs',
  name: 'reports.new-epoch',
  who: officer,
  summary:
    'Begins a new epoch: its certificate, its secrets wrapped to every member, the open reports wrapped to it.',
  params: WithDesk,
  body: NewEpochBody,
  bodyLimit: 4 * 1024 * 1024,
  answer: Done,
  act: async ({ db, person, params, body, now, house, about }) => {
    await refuseUnlessAtDesk(db, params.deskId)
    about(params.deskId)
    await beginEpoch(db, house, params.deskId, person, body, now)
    return done
  },
})

async function beginEpoch(
  db: Db,
  house: House,
  deskId: string,
  person: Person,
  body: Static<typeof NewEpochBody>,
  now: Date,
): Promise<void> {
  const newest = (await listEpochs(db, deskId, person.id))[0]?.epoch ?? 0
  const said = certified(body.certificate, rootOf(house), { deskId, epoch: newest + 1, at: now })
  const members = await listMembers(db, deskId)
  const wrapped = new Set(body.wraps.map((one) => one.accountId))
  const complete = members.every(({ accountId, recipient }) => !recipient || wrapped.has(accountId))
  const strangers = body.wraps.some(
    ({ accountId }) => !members.some((one) => one.accountId === accountId),
  )
  if (!complete || strangers) throw new Problem('conflict', 'reports/wraps-missing')
  if (!(await addEpoch(db, body.certificate, said, person.id))) {
    throw new Problem('conflict', 'reports/epoch-has-changed')
  }
  for (const wrap of body.wraps) await addEpochWrap(db, { deskId, epoch: said.epoch, ...wrap })
  await addRewraps(db, deskId, said.epoch, body.rewraps)
  await tellMembership(db, 'desk.epoch-begun', deskId, person, deskId)
}

function certified(
  certificate: { statement: string; signature: string },
  root: string,
  expected: { deskId: string; epoch: number; at: Date },
): EpochStatement {
  try {
    return verified(certificate, root, expected)
  } catch (trouble) {
    // What the browsers would refuse is not published in the first place.
    if (trouble instanceof BrokenSeal) throw new Problem('input', 'reports/not-certified')
    throw trouble
  }
}

const certifyRoute = route({
  method: 'POST',
  url: '/api/desk/:deskId/certify',
  name: 'reports.certify',
  who: officer,
  summary:
    'The statement about the next epoch for the holder of the root to sign; in the try-out it comes signed.',
  params: WithDesk,
  body: CertifyBody,
  answer: CertifyAnswer,
  act: async ({ db, person, params, body, now, house, about }) => {
    await refuseUnlessAtDesk(db, params.deskId)
    about(params.deskId)
    const desk = await getDesk(db, params.deskId)
    const newest = (await listEpochs(db, desk.id, person.id))[0]?.epoch ?? 0
    const statement = statementText({
      version: 1,
      deskId: desk.id,
      name: desk.name,
      epoch: newest + 1,
      recipient: body.recipient,
      signingKey: body.signingKey,
      validFrom: now.toISOString(),
      validUntil: body.validUntil
        ? `${body.validUntil}T00:00:00.000Z`
        : new Date(now.getTime() + EPOCH_DAYS * DAY).toISOString(),
    })
    const atHand = house.config.mode === 'tryout' && !house.config.organisationRoot
    return {
      statement,
      certificate: atHand ? await certify(statement, tryoutRoot(house).seed) : null,
    }
  },
})

const openWraps = route({
  method: 'GET',
  url: '/api/desk/:deskId/open-wraps',
  name: 'reports.open-wraps',
  who: officer,
  summary: 'The wrapped keys of the open reports, to wrap them for a new epoch.',
  params: WithDesk,
  query: Type.Object({ after: Type.Optional(Id) }, closed),
  answer: OpenWrapsAnswer,
  act: async ({ db, params, query, about }) => {
    await refuseUnlessAtDesk(db, params.deskId)
    about(params.deskId)
    const rows = await listOpenWraps(db, params.deskId, query.after, PAGE)
    return {
      items: rows.map(({ blob, ...row }) => ({ ...row, blob: blob.toString('base64') })),
      next: rows.length === PAGE ? rows.at(-1)!.reportId : null,
    }
  },
})

const rewrap = route({
  method: 'POST',
  url: '/api/desk/:deskId/rewraps',
  name: 'reports.rewrap',
  who: officer,
  summary: 'More open reports wrapped for the newest epoch.',
  params: WithDesk,
  body: RewrapBody,
  bodyLimit: 4 * 1024 * 1024,
  answer: Type.Object({ rewrapped: Type.Integer() }),
  act: async ({ db, person, params, body, about }) => {
    await refuseUnlessAtDesk(db, params.deskId)
    about(params.deskId)
    const newest = (await listEpochs(db, params.deskId, person.id))[0]?.epoch
    if (body.epoch !== newest) throw new Problem('conflict', 'reports/epoch-has-changed')
    return { rewrapped: await addRewraps(db, params.deskId, body.epoch, body.rewraps) }
  },
})

function tellMembership(
  db: Db,
  kind: string,
  deskId: string,
  person: Person,
  accountId: string,
): Promise<void> {
  const { jurisdiction } = person
  return announce(db, { kind, about: deskId, fileId: null, jurisdiction, data: { accountId } })
}

/** Who belongs to a desk, and the keys that go with it. */
export const membershipRoutes: Route[] = [
  myKey,
  keys,
  add,
  remove,
  newEpoch,
  certifyRoute,
  openWraps,
  rewrap,
]
