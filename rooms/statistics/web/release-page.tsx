import { Button, Progress, Radio, Textarea } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useParams } from 'react-router'
import { api } from '../../../web/workspace/api.ts'
import { useGet, useSend } from '../../../web/workspace/asking.ts'
import {
  ConfirmButton,
  ErrorNote,
  Facts,
  Field,
  Loading,
  Notice,
  PageHead,
  Tag,
} from '../../../web/workspace/parts.tsx'
import { useWords } from '../../../web/workspace/words.tsx'
import styles from './numbers.module.css'
import { ReleasePreview, useTrialName } from './release-preview.tsx'
import type { ReleaseView } from './release-shapes.ts'

const working = (view: ReleaseView | undefined) =>
  view?.state === 'weighing' || view?.state === 'signed'

/** One release: what each promise loses, the asking, the second person's decision, the files. */
export function ReleasePage() {
  const { t, day, lang } = useWords()
  const { id } = useParams()
  const url = `/api/releases/${id}`
  const first = useGet<ReleaseView>(url)
  const { data, problem, again } = useGet<ReleaseView>(
    url,
    working(first.data) ? { every: 1000 } : {},
  )
  return (
    <>
      <PageHead
        crumbs={[{ label: t('release.title'), to: '/releases' }]}
        title={
          data
            ? t('release.open', {
                what: t(`release.short.${data.kind}`),
                year: data.year,
                at: day(data.countedAt),
              })
            : t('release.title')
        }
        sub={
          data && (
            <Tag tone={data.state === 'published' ? 'met' : 'neutral'}>
              {t(`release.state.${data.state}`)}
            </Tag>
          )
        }
        actions={
          data?.state === 'published' && (
            <Button component="a" variant="default" href={`/${lang}/released`}>
              {t('release.public')}
            </Button>
          )
        }
      />
      <ErrorNote problem={problem} again={again} />
      {!data && !problem && <Loading />}
      {data && (
        <>
          {working(data) && <Working view={data} />}
          <About view={data} />
          {data.state === 'asked' && <Decide view={data} />}
          {(data.state === 'stopped' || data.state === 'failed') && data.decidedAt && (
            <Resume view={data} />
          )}
          {data.preview && <ReleasePreview preview={data.preview} />}
          {data.state === 'weighed' && data.mine && <Ask view={data} />}
          {data.state === 'published' && (data.mine || data.maySign) && (
            <WithReason view={data} act="withdraw" />
          )}
        </>
      )}
    </>
  )
}

function useAct(view: ReleaseView, act: string) {
  return useSend((body: object | undefined) => api.post(`/api/releases/${view.id}/${act}`, body), {
    refresh: ['/api/releases'],
  })
}

function Working({ view }: { view: ReleaseView }) {
  const { t, number } = useWords()
  const { send, busy, problem } = useAct(view, 'stop')
  const percent = Math.round(view.progress * 100)
  const said = t('release.progress', { percent: number(percent) })
  return (
    <section className={styles.part}>
      <p role="status">{said}</p>
      <Progress value={percent} aria-label={said} />
      <div className={styles.actions}>
        <Button variant="default" loading={busy} onClick={() => void send(undefined)}>
          {t('release.stop')}
        </Button>
      </div>
      <ErrorNote problem={problem} />
    </section>
  )
}

function About({ view }: { view: ReleaseView }) {
  const { t, number, dateTime } = useWords()
  const name = useTrialName()
  const chosen =
    view.state === 'weighing' || view.state === 'weighed'
      ? t('release.not-chosen')
      : view.kind === 'table'
        ? view.k !== null && name({ k: view.k })
        : view.epsilon !== null && name({ epsilon: view.epsilon })
  return (
    <Facts
      facts={[
        [t('release.kind'), t(`release.kind.${view.kind}`)],
        [
          t('release.columns'),
          view.columns.map((one) => t(`numbers.dimension.${one}`)).join(' · '),
        ],
        [t('release.longest'), <bdi key="n">{number(view.longest)}</bdi>],
        [t('release.counted'), dateTime(view.countedAt)],
        [t('release.chosen'), chosen],
        ...(view.purpose
          ? ([
              [
                t('release.purpose'),
                <bdi key="p" dir="auto">
                  {view.purpose}
                </bdi>,
              ],
            ] as const)
          : []),
        ...(view.reason
          ? ([
              [
                t('release.reason'),
                <bdi key="r" dir="auto">
                  {view.reason}
                </bdi>,
              ],
            ] as const)
          : []),
        ...(view.budget
          ? ([
              [
                t('release.budget.left'),
                t('release.percent', { n: number(Math.floor(view.budget.left)) }),
              ],
            ] as const)
          : []),
      ]}
    />
  )
}

function Ask({ view }: { view: ReleaseView }) {
  const { t } = useWords()
  const name = useTrialName()
  const trials = (view.preview ?? []).map(({ trial }) => trial)
  const [chosen, setChosen] = useState('')
  const [purpose, setPurpose] = useState('')
  const sending = useAct(view, 'ask')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const trial = trials[Number(chosen)]
    if (chosen !== '' && trial) void sending.send({ ...trial, purpose })
  }
  return (
    <section className={styles.part}>
      <h2>{t('release.ask')}</h2>
      <form onSubmit={submit} className={styles.form}>
        <Radio.Group
          name="trial"
          label={t('release.ask.which')}
          value={chosen}
          onChange={setChosen}
          required
          withAsterisk={false}
        >
          {trials.map((trial, at) => (
            <Radio
              key={JSON.stringify(trial)}
              value={String(at)}
              label={name(trial)}
              mt={6}
              required
            />
          ))}
        </Radio.Group>
        <Field
          name="purpose"
          label={t('release.ask.purpose')}
          hint={t('release.ask.purpose.hint')}
          problem={sending.problem}
          required
        >
          <Textarea
            autosize
            minLength={10}
            maxLength={600}
            value={purpose}
            onChange={(event) => setPurpose(event.currentTarget.value)}
          />
        </Field>
        <ErrorNote problem={sending.problem} />
        <div className={styles.actions}>
          <Button type="submit" loading={sending.busy}>
            {t('release.ask.send')}
          </Button>
        </div>
      </form>
    </section>
  )
}

function Decide({ view }: { view: ReleaseView }) {
  const { t } = useWords()
  const signing = useAct(view, 'sign')
  return (
    <section className={styles.part}>
      <h2>{t('release.decide')}</h2>
      {!view.maySign && (
        <Notice tone="neutral">{t(view.mine ? 'release.decide.own' : 'release.decide.no')}</Notice>
      )}
      {view.maySign && (
        <>
          <div className={styles.actions}>
            <ConfirmButton
              variant="filled"
              title={t('release.sign.title')}
              what={t('release.sign.what')}
              confirm={t('release.sign')}
              onConfirm={() => signing.send(undefined)}
            >
              {t('release.sign')}
            </ConfirmButton>
          </div>
          <ErrorNote problem={signing.problem} />
          <WithReason view={view} act="refuse" />
        </>
      )}
    </section>
  )
}

function Resume({ view }: { view: ReleaseView }) {
  const { t } = useWords()
  const { send, busy, problem } = useAct(view, 'resume')
  return (
    <section className={styles.part}>
      <p>{t('release.resume.text')}</p>
      <Button variant="default" loading={busy} onClick={() => void send(undefined)}>
        {t('release.resume')}
      </Button>
      <ErrorNote problem={problem} />
    </section>
  )
}

/** A refusal or a withdrawal: both need words. */
function WithReason({ view, act }: { view: ReleaseView; act: 'refuse' | 'withdraw' }) {
  const { t } = useWords()
  const [reason, setReason] = useState('')
  const { send, busy, problem } = useAct(view, act)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    void send({ reason })
  }
  return (
    <form onSubmit={submit} className={styles.form}>
      <h3>{t(`release.${act}`)}</h3>
      {act === 'withdraw' && <p className={styles.soft}>{t('release.withdraw.text')}</p>}
      <Field
        name="reason"
        label={t('release.reason')}
        hint={t('release.reason.hint')}
        problem={problem}
        required
      >
        <Textarea
          autosize
          minLength={10}
          maxLength={600}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
      </Field>
      <ErrorNote problem={problem} />
      <div className={styles.actions}>
        <Button type="submit" variant="default" loading={busy}>
          {t(`release.${act}.send`)}
        </Button>
      </div>
    </form>
  )
}
