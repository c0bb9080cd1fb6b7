import { Button } from '@mantine/core'
import { useState } from 'react'
import { dayInPakistan } from '../../../core/days.ts'
import { api } from '../../../web/workspace/api.ts'
import { useSend } from '../../../web/workspace/asking.ts'
import { CodeField, TextField, WordsField } from '../../../web/workspace/fields.tsx'
import { FormModal } from '../../../web/workspace/form-modal.tsx'
import { Card, Due, EmptyState, ErrorNote, Facts, Tag } from '../../../web/workspace/parts.tsx'
import { useWords } from '../../../web/workspace/words.tsx'
import { authorities, type Move, outcomes, rehabilitationCodes } from '../release.ts'
import type { FullFamily, ReleaseView, StepView } from './answers.ts'
import { DayField } from './fields.tsx'
import { useForm } from './form.ts'
import styles from './worksites.module.css'

const today = () => dayInPakistan(new Date())

/** The family's way out: the open release, and those set aside. */
export function ReleaseCards({ family }: { family: FullFamily }) {
  const { t } = useWords()
  const [asking, setAsking] = useState(false)
  const open = family.releases.some((one) => one.status !== 'set-aside')
  return (
    <>
      {family.releases.map((one) => (
        <ReleaseCard key={one.id} release={one} mayWrite={family.may.write} />
      ))}
      {!open && (
        <Card title={t('worksites.release')}>
          <EmptyState title={t('worksites.release.none')}>
            {t('worksites.release.none.text')}
          </EmptyState>
          {family.may.write && (
            <div className={styles.actions}>
              <Button onClick={() => setAsking(true)}>{t('worksites.release.ask')}</Button>
            </div>
          )}
        </Card>
      )}
      {asking && <AskForm familyId={family.id} close={() => setAsking(false)} />}
    </>
  )
}

function AskForm({ familyId, close }: { familyId: string; close: () => void }) {
  const { t } = useWords()
  const { field, modal } = useForm(
    { askedOn: today(), authority: 'magistrate' },
    (typed) => api.post(`/api/worksites/families/${familyId}/releases`, typed),
    close,
  )
  return (
    <FormModal title={t('worksites.release.ask')} {...modal}>
      <CodeField
        {...field('authority')}
        label={t('worksites.release.authority')}
        codes={authorities}
        words="worksites.authority"
        required
      />
      <DayField {...field('askedOn')} label={t('worksites.release.asked-on')} required />
    </FormModal>
  )
}

function ReleaseCard({ release, mayWrite }: { release: ReleaseView; mayWrite: boolean }) {
  const { t, date } = useWords()
  const [moving, setMoving] = useState<Move | 'back'>()
  const [adding, setAdding] = useState(false)
  const facts: [string, string | null, string | null][] = [
    ['ordered-on', release.orderedOn && date(release.orderedOn), release.orderNumber],
    ['left-on', release.leftOn && date(release.leftOn), release.transport],
    ['went-to', release.wentTo, null],
    ['certified-on', release.certifiedOn && date(release.certifiedOn), release.certificateNumber],
  ]
  return (
    <Card title={t('worksites.release')}>
      <p>
        <Tag tone={release.status === 'certified' ? 'met' : 'partly'}>
          {t(`worksites.release.status.${release.status}`)}
        </Tag>
      </p>
      <Facts
        facts={[
          [t('worksites.release.authority'), t(`worksites.authority.${release.authority}`)],
          [t('worksites.release.asked-on'), date(release.askedOn)],
          ...facts
            .filter(([, value]) => value)
            .map(
              ([key, value, more]) =>
                [
                  t(`worksites.release.${key}`),
                  <span key={key}>
                    <bdi dir="auto">{value}</bdi>
                    {more && (
                      <>
                        {' · '}
                        <bdi dir="auto">{more}</bdi>
                      </>
                    )}
                  </span>,
                ] as const,
            ),
        ]}
      />
      <div className={styles.actions}>
        {mayWrite &&
          release.next.map((move) => (
            <Button
              key={move}
              variant={move === 'set-aside' ? 'default' : 'filled'}
              onClick={() => setMoving(move)}
            >
              {t(`worksites.release.move.${move}`)}
            </Button>
          ))}
        {release.status === 'certified' &&
          (['ur', 'en'] as const).map((lang) => (
            <Button
              key={lang}
              component="a"
              variant={lang === 'ur' ? 'filled' : 'default'}
              href={`/api/worksites/releases/${release.id}/certificate?lang=${lang}`}
            >
              {t(`worksites.certificate.print-${lang}`)}
            </Button>
          ))}
        {mayWrite && release.mayStepBack && (
          <Button variant="subtle" onClick={() => setMoving('back')}>
            {t('worksites.release.move.back')}
          </Button>
        )}
      </div>
      {release.status !== 'set-aside' && (
        <>
          <h3 className={styles.section}>{t('worksites.steps')}</h3>
          {release.steps.length === 0 && (
            <p className={styles.small}>{t('worksites.steps.none')}</p>
          )}
          <ul className={styles.rows}>
            {release.steps.map((one) => (
              <li key={one.id}>
                <StepLine step={one} mayWrite={mayWrite} />
              </li>
            ))}
          </ul>
          {mayWrite && (
            <div className={styles.actions}>
              <Button variant="default" onClick={() => setAdding(true)}>
                {t('worksites.step.add')}
              </Button>
            </div>
          )}
        </>
      )}
      {moving && <MoveForm release={release} move={moving} close={() => setMoving(undefined)} />}
      {adding && <StepForm releaseId={release.id} close={() => setAdding(false)} />}
    </Card>
  )
}

function MoveForm({
  release,
  move,
  close,
}: {
  release: ReleaseView
  move: Move | 'back'
  close: () => void
}) {
  const { t } = useWords()
  const { field, modal } = useForm(
    { on: today(), number: '', transport: '', wentTo: '', words: '' },
    ({ words, ...typed }) =>
      move === 'back'
        ? api.post(`/api/worksites/releases/${release.id}/back`, {
            words,
            version: release.version,
          })
        : api.post(`/api/worksites/releases/${release.id}/moves`, {
            ...typed,
            move,
            words: words || null,
            version: release.version,
          }),
    close,
  )
  const why = move === 'back' || move === 'set-aside'
  return (
    <FormModal title={t(`worksites.release.move.${move}`)} {...modal}>
      {move !== 'back' && <DayField {...field('on')} label={t('worksites.on')} required />}
      {(move === 'order' || move === 'certify') && (
        <TextField {...field('number')} label={t(`worksites.release.number.${move}`)} />
      )}
      {move === 'leave' && (
        <>
          <TextField {...field('transport')} label={t('worksites.release.transport')} />
          <TextField
            {...field('wentTo')}
            label={t('worksites.release.went-to')}
            hint={t('worksites.release.went-to.hint')}
          />
        </>
      )}
      <WordsField
        {...field('words')}
        label={t(why ? 'worksites.release.why' : 'worksites.words')}
        required={why}
      />
    </FormModal>
  )
}

function StepForm({ releaseId, close }: { releaseId: string; close: () => void }) {
  const { t } = useWords()
  const { field, modal } = useForm(
    { code: '', who: '', dueOn: '', words: '' },
    ({ words, ...typed }) =>
      api.post(`/api/worksites/releases/${releaseId}/steps`, { ...typed, words: words || null }),
    close,
  )
  return (
    <FormModal title={t('worksites.step.add')} {...modal}>
      <CodeField
        {...field('code')}
        label={t('worksites.step')}
        codes={rehabilitationCodes}
        words="worksites.step"
        required
      />
      <div className={styles.pair}>
        <TextField {...field('who')} label={t('worksites.step.who')} required />
        <DayField {...field('dueOn')} label={t('worksites.order.due-on')} required />
      </div>
      <WordsField {...field('words')} label={t('worksites.words')} />
    </FormModal>
  )
}

const toneOf = {
  free: 'met',
  'at-risk': 'partly',
  'not-found': 'partly',
  'back-in-bondage': 'danger',
} as const

function StepLine({ step, mayWrite }: { step: StepView; mayWrite: boolean }) {
  const { t, date } = useWords()
  const [finishing, setFinishing] = useState(false)
  const { send, busy, problem } = useSend(
    () => api.post(`/api/worksites/steps/${step.id}`, { version: step.version }),
    { refresh: ['/api/worksites'] },
  )
  return (
    <>
      <div className={styles.head}>
        <b>{t(`worksites.step.${step.code}`)}</b>
        {step.doneOn ? (
          <Tag tone={step.outcome ? toneOf[step.outcome] : 'met'}>
            {step.outcome && `${t(`worksites.outcome.${step.outcome}`)} · `}
            {t('worksites.order.done-on', { date: date(step.doneOn) })}
          </Tag>
        ) : (
          <Due at={step.dueOn} />
        )}
      </div>
      {step.who && (
        <div className={styles.small}>
          {t('worksites.step.who')}: <bdi dir="auto">{step.who}</bdi>
        </div>
      )}
      {step.words && <bdi dir="auto">{step.words}</bdi>}
      {step.found && (
        <div>
          <bdi dir="auto">{step.found}</bdi>
        </div>
      )}
      {mayWrite && (
        <div className={styles.actions}>
          <Button
            variant={step.doneOn ? 'subtle' : 'default'}
            size="compact-sm"
            loading={busy}
            onClick={() => (step.doneOn ? void send() : setFinishing(true))}
          >
            {t(
              step.doneOn
                ? 'worksites.step.reopen'
                : step.followUp
                  ? 'worksites.step.follow-up'
                  : 'worksites.step.finish',
            )}
          </Button>
        </div>
      )}
      <ErrorNote problem={problem} />
      {finishing && <FinishForm step={step} close={() => setFinishing(false)} />}
    </>
  )
}

function FinishForm({ step, close }: { step: StepView; close: () => void }) {
  const { t } = useWords()
  const { field, modal } = useForm(
    { doneOn: today(), outcome: '', words: '' },
    ({ doneOn, outcome, words }) =>
      api.post(`/api/worksites/steps/${step.id}`, {
        doneOn,
        outcome: step.followUp ? outcome || null : null,
        words: words || null,
        version: step.version,
      }),
    close,
  )
  return (
    <FormModal title={t(`worksites.step.${step.code}`)} {...modal}>
      <DayField {...field('doneOn')} label={t('worksites.on')} required />
      {step.followUp && (
        <CodeField
          {...field('outcome')}
          label={t('worksites.outcome')}
          codes={outcomes}
          words="worksites.outcome"
          required
        />
      )}
      <WordsField {...field('words')} label={t('worksites.words')} />
    </FormModal>
  )
}
