import { Button, Textarea } from '@mantine/core'
import { useState } from 'react'
import { useParams } from 'react-router'
import { api } from '../../../../web/workspace/api.ts'
import { useGet } from '../../../../web/workspace/asking.ts'
import {
  Card,
  ConfirmButton,
  DataTable,
  EmptyState,
  ErrorNote,
  Field,
  Loading,
  Notice,
  PageHead,
  PersonName,
  Tag,
} from '../../../../web/workspace/parts.tsx'
import { useSession } from '../../../../web/workspace/session.tsx'
import { useWords } from '../../../../web/workspace/words.tsx'
import { base64, fromBase64 } from '../../sealing/bytes.ts'
import type { Certificate } from '../../sealing/certificate.ts'
import { rewrapEpoch } from '../../sealing/epoch.ts'
import type { DeskKeysAnswer } from '../../shapes.ts'
import styles from './desk.module.css'
import { Fingerprint } from './fingerprint.tsx'
import { beginEpoch, type EpochInMaking, finishEpoch, type Member, sendLater } from './new-epoch.ts'
import { SealNote } from './seal-note.tsx'
import { useSealing } from './sealing-act.ts'
import { type Unlocked, WhileUnlocked } from './unlock.tsx'
import { epochsOf, forgetEpochs } from './vault.ts'

const refresh = ['/api/desk']

/** Who can open this desk's reports; letting in and out moves keys, not only a line in a list. */
export function MembersPage() {
  const { deskId } = useParams()
  const { t } = useWords()
  return (
    <>
      <PageHead
        crumbs={[
          { label: t('desk.rail'), to: '/desk' },
          { label: t('desk.queue'), to: `/desk/${deskId}` },
        ]}
        title={t('desk.members')}
        sub={t('desk.members.sub')}
      />
      <WhileUnlocked>{(unlocked) => <Members deskId={deskId!} {...unlocked} />}</WhileUnlocked>
    </>
  )
}

function Members({ deskId, member, root, desks }: { deskId: string } & Unlocked) {
  const { t } = useWords()
  const { data, problem, loading, again } = useGet<DeskKeysAnswer>(`/api/desk/${deskId}/keys`)
  const desk = desks.find((one) => one.id === deskId)
  if (loading) return <Loading />
  if (!data) return <ErrorNote problem={problem} again={again} />
  const shared = { deskId, keys: data, member, root }
  return (
    <>
      {desk?.needsNewEpoch && (
        <Notice title={t('desk.needs-epoch')}>{t('desk.needs-epoch.text')}</Notice>
      )}
      <Present {...shared} />
      <Newcomers {...shared} />
      <NewEpoch {...shared} />
    </>
  )
}

type Shared = { deskId: string; keys: DeskKeysAnswer } & Pick<Unlocked, 'member' | 'root'>

const newestOf = (keys: DeskKeysAnswer) => Math.max(...keys.epochs.map((one) => one.epoch))

function Present({ deskId, keys, member, root }: Shared) {
  const { t, date } = useWords()
  const { person } = useSession()
  const removing = useSealing(
    async (leaver: Member) => {
      const url = `/api/desk/${deskId}/members/${leaver.accountId}/remove`
      const making = await beginEpoch(deskId, newestOf(keys))
      // Without the root at hand access ends now and the new epoch follows when it is signed.
      if (!making.certificate) return api.post(url, {})
      const staying = keys.members.filter((one) => one.accountId !== leaver.accountId)
      const epochs = await epochsOf(deskId, root, member)
      const { body, later } = await finishEpoch(making, making.certificate, staying, epochs)
      await api.post(url, { next: body })
      await sendLater(deskId, making.secrets.epoch, later)
      forgetEpochs(deskId)
    },
    { refresh },
  )
  return (
    <Card title={t('desk.members.now')}>
      <ErrorNote problem={removing.problem} />
      <SealNote fault={removing.fault} />
      <DataTable
        caption={t('desk.members.now')}
        rows={keys.members}
        rowKey={(one) => one.accountId}
        columns={[
          {
            key: 'name',
            label: t('desk.member'),
            main: true,
            show: (one) => (
              <>
                <PersonName name={one.name} />{' '}
                {one.accountId === person.id && <Tag>{t('work.you')}</Tag>}
              </>
            ),
          },
          { key: 'since', label: t('desk.member.since'), show: (one) => date(one.since) },
          {
            key: 'fingerprint',
            label: t('desk.fingerprint'),
            show: (one) =>
              one.recipient ? <Fingerprint of={one.recipient} /> : t('work.not-known'),
          },
          {
            key: 'remove',
            label: t('work.remove'),
            show: (one) =>
              one.accountId !== person.id && (
                <ConfirmButton
                  size="compact-sm"
                  title={t('desk.member.remove')}
                  what={t('desk.member.remove.what')}
                  confirm={t('work.remove')}
                  danger
                  onConfirm={() => removing.send(one)}
                >
                  {t('work.remove')}
                </ConfirmButton>
              ),
          },
        ]}
      />
    </Card>
  )
}

function Newcomers({ deskId, keys, member }: Shared) {
  const { t } = useWords()
  const adding = useSealing(
    async (newcomer: DeskKeysAnswer['newcomers'][number]) => {
      const { accountId, recipient } = newcomer
      const wraps = await Promise.all(
        keys.epochs.flatMap(({ epoch, wrap }) =>
          wrap
            ? [
                rewrapEpoch(fromBase64(wrap), member, recipient).then((blob) => ({
                  epoch,
                  blob: base64(blob),
                })),
              ]
            : [],
        ),
      )
      await api.post(`/api/desk/${deskId}/members`, { accountId, recipient, wraps })
    },
    { refresh },
  )
  return (
    <Card title={t('desk.newcomers')}>
      <ErrorNote problem={adding.problem} />
      <SealNote fault={adding.fault} />
      <DataTable
        caption={t('desk.newcomers')}
        rows={keys.newcomers}
        rowKey={(one) => one.accountId}
        empty={
          <EmptyState title={t('desk.newcomers.none')}>{t('desk.newcomers.none.text')}</EmptyState>
        }
        columns={[
          {
            key: 'name',
            label: t('desk.member'),
            main: true,
            show: (one) => <PersonName name={one.name} />,
          },
          {
            key: 'fingerprint',
            label: t('desk.fingerprint'),
            show: (one) => <Fingerprint of={one.recipient} />,
          },
          {
            key: 'add',
            label: t('work.add'),
            show: (one) => (
              <ConfirmButton
                size="compact-sm"
                title={t('desk.member.add')}
                what={t('desk.member.add.what')}
                confirm={t('desk.member.add.confirm')}
                onConfirm={() => adding.send(one)}
              >
                {t('desk.member.add')}
              </ConfirmButton>
            ),
          },
        ]}
      />
    </Card>
  )
}

/** New keys for the desk: once a year, and whenever somebody may have seen the old ones. */
function NewEpoch({ deskId, keys, member, root }: Shared) {
  const { t } = useWords()
  const [making, setMaking] = useState<EpochInMaking>()
  const [pasted, setPasted] = useState('')
  const newest = newestOf(keys)
  const finishing = useSealing(
    async ({ one, certificate }: { one: EpochInMaking; certificate: Certificate }) => {
      const epochs = await epochsOf(deskId, root, member)
      const { body, later } = await finishEpoch(one, certificate, keys.members, epochs)
      await api.post(`/api/desk/${deskId}/epochs`, body)
      await sendLater(deskId, one.secrets.epoch, later)
      forgetEpochs(deskId)
      setMaking(undefined)
    },
    { refresh },
  )
  const beginning = useSealing(() => beginEpoch(deskId, newest), {
    done: (one) => {
      setMaking(one)
      if (one.certificate) void finishing.send({ one, certificate: one.certificate })
    },
  })
  const certificate = readCertificate(pasted)
  return (
    <Card title={t('desk.epoch')}>
      <p>{t('desk.epoch.text', { epoch: newest })}</p>
      <ErrorNote problem={beginning.problem ?? finishing.problem} />
      <SealNote fault={finishing.fault} />
      {finishing.done && !making && <Notice tone="met">{t('desk.epoch.done')}</Notice>}
      {making && !making.certificate ? (
        <div className={styles.form}>
          <p>{t('desk.epoch.sign')}</p>
          <pre className={styles.statement} dir="ltr">
            {making.statement}
          </pre>
          <Field
            name="certificate"
            label={t('desk.epoch.certificate')}
            error={pasted && !certificate ? t('desk.epoch.certificate.wrong') : undefined}
            required
          >
            <Textarea
              dir="ltr"
              autosize
              minRows={3}
              value={pasted}
              onChange={(event) => setPasted(event.currentTarget.value)}
            />
          </Field>
          <div>
            <Button
              loading={finishing.busy}
              onClick={() => certificate && void finishing.send({ one: making, certificate })}
            >
              {t('desk.epoch.finish')}
            </Button>
          </div>
        </div>
      ) : (
        <ConfirmButton
          title={t('desk.epoch.new')}
          what={t('desk.epoch.new.what')}
          confirm={t('desk.epoch.new')}
          onConfirm={() => beginning.send()}
          loading={finishing.busy}
        >
          {t('desk.epoch.new')}
        </ConfirmButton>
      )}
    </Card>
  )
}

function readCertificate(text: string): Certificate | undefined {
  try {
    const { statement, signature } = JSON.parse(text) as Certificate
    if (typeof statement === 'string' && typeof signature === 'string')
      return { statement, signature }
  } catch {
    // Not yet the whole of it.
  }
  return undefined
}
