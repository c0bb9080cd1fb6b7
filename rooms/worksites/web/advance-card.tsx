import { Button } from '@mantine/core'
import { useState } from 'react'
import { api } from '../../../web/workspace/api.ts'
import { useSend } from '../../../web/workspace/asking.ts'
import { TextField } from '../../../web/workspace/fields.tsx'
import { FormModal } from '../../../web/workspace/form-modal.tsx'
import { Card, ErrorNote, Facts, Notice, Tag } from '../../../web/workspace/parts.tsx'
import { useWords } from '../../../web/workspace/words.tsx'
import { entryKinds } from '../advance.ts'
import { rounded } from '../shortfall.ts'
import { EntriesForm } from './advance-form.tsx'
import type { AdvanceView, EntryView, ToldView } from './answers.ts'
import { useForm } from './form.ts'
import { ActLine, RulesLine } from './rules-line.tsx'
import { WageFacts } from './wages.tsx'
import styles from './worksites.module.css'

/** One debt: both sides beside each other, what the law says, and each statement with who said it. */
export function AdvanceCard({ advance, mayWrite }: { advance: AdvanceView; mayWrite: boolean }) {
  const { t, date } = useWords()
  const [adding, setAdding] = useState(false)
  const counted = advance.told.some((one) => one.shortfall.lines.length > 0)
  return (
    <Card title={t('worksites.advance')}>
      <Facts
        facts={[
          [
            t('worksites.advance.giver'),
            advance.giver ? (
              <span key="giver">
                <bdi dir="auto">{advance.giver.name}</bdi> (
                {t(`worksites.party.${advance.giver.role}`)})
              </span>
            ) : (
              t('work.not-known')
            ),
          ],
          [t('worksites.advance.begun-on'), date(advance.begunOn)],
          ...(advance.words
            ? [
                [
                  t('worksites.words'),
                  <bdi dir="auto" key="words">
                    {advance.words}
                  </bdi>,
                ] as const,
              ]
            : []),
        ]}
      />
      <h3 className={styles.section}>{t('worksites.told')}</h3>
      <ToldTable advance={advance} />
      <p className={styles.small}>
        {t(counted ? 'worksites.shortfall.how' : 'worksites.told.no-minimum')}
      </p>
      {advance.told.map((one) => (
        <ShortfallList key={one.side} told={one} />
      ))}
      <h3 className={styles.section}>{t('worksites.law-says')}</h3>
      <p className={styles.small}>{t('worksites.law-says.if')}</p>
      <ActLine act={advance.act} />
      <ol className={styles.rows}>
        {advance.law.map(({ code, rule }) => (
          <li key={code}>
            {t(`worksites.debt.${code}`)}
            <RulesLine rules={[rule]} />
          </li>
        ))}
      </ol>
      {advance.wages.length > 0 && (
        <>
          <h3 className={styles.section}>{t('worksites.wages')}</h3>
          <ul className={styles.rows}>
            {advance.wages.map((one) => (
              <li key={`${one.fromOn} ${one.notification} ${one.work} ${one.unit}`}>
                <WageFacts wage={one} />
              </li>
            ))}
          </ul>
        </>
      )}
      <div className={styles.actions}>
        {(['ur', 'en'] as const).map((lang) => (
          <Button
            key={lang}
            component="a"
            variant={lang === 'ur' ? 'filled' : 'default'}
            href={`/api/worksites/advances/${advance.id}/sheet?lang=${lang}`}
          >
            {t(`worksites.sheet.print-${lang}`)}
          </Button>
        ))}
      </div>
      <h3 className={styles.section}>{t('worksites.statements')}</h3>
      <ul className={styles.rows}>
        {advance.entries.map((one) => (
          <li key={one.id}>
            <EntryLine entry={one} mayWrite={mayWrite} />
          </li>
        ))}
      </ul>
      {mayWrite && (
        <div className={styles.actions}>
          <Button variant="default" onClick={() => setAdding(true)}>
            {t('worksites.entry.add')}
          </Button>
        </div>
      )}
      {adding && <EntriesForm advanceId={advance.id} close={() => setAdding(false)} />}
    </Card>
  )
}

const reckoned = ['wagesOpen', 'takenAgainstDebt', 'dueToFamily'] as const

function ToldTable({ advance }: { advance: AdvanceView }) {
  const { t, number } = useWords()
  const { told, differing } = advance
  const sum = (rupees: number | null) =>
    rupees === null ? (
      <span className={styles.small}>{t('worksites.not-said')}</span>
    ) : (
      <span className={styles.money}>{number(rupees)}</span>
    )
  const unfit = told.filter((one) => one.beyondEarned > 0 || one.beyondGiven > 0)
  return (
    <>
      <table className={styles.told}>
        <thead>
          <tr>
            <th scope="col">{t('worksites.rupees-in')}</th>
            {told.map((one) => (
              <th scope="col" key={one.side}>
                {t(`worksites.side.${one.side}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {entryKinds
            .filter((kind) => told.some((one) => one.sums[kind] !== null))
            .map((kind) => (
              <tr key={kind}>
                <th scope="row">
                  {t(`worksites.entry.${kind}`)}{' '}
                  {differing.includes(kind) && <Tag tone="partly">{t('worksites.differs')}</Tag>}
                </th>
                {told.map((one) => (
                  <td key={one.side}>{sum(one.sums[kind])}</td>
                ))}
              </tr>
            ))}
          {reckoned.map((key) => (
            <tr key={key} data-reckoned>
              <th scope="row">{t(`worksites.told.${key}`)}</th>
              {told.map((one) => (
                <td key={one.side}>{sum(one[key])}</td>
              ))}
            </tr>
          ))}
          {told.some((one) => one.shortfall.lines.length > 0) && (
            <>
              <tr data-reckoned>
                <th scope="row">{t('worksites.shortfall')}</th>
                {told.map(({ side, shortfall }) => (
                  <td key={side}>
                    {shortfall.lines.length && shortfall.rupees === null ? (
                      <span className={styles.small}>{t('worksites.shortfall.none')}</span>
                    ) : (
                      sum(shortfall.rupees)
                    )}
                  </td>
                ))}
              </tr>
              <tr data-reckoned>
                <th scope="row">{t('worksites.told.withMinimum')}</th>
                {told.map(({ side, dueToFamily, shortfall }) => (
                  <td key={side}>
                    {shortfall.rupees === null ? (
                      <span className={styles.small}>{t('worksites.told.not-worked-out')}</span>
                    ) : (
                      sum(dueToFamily + shortfall.rupees)
                    )}
                  </td>
                ))}
              </tr>
            </>
          )}
          <tr data-reckoned>
            <th scope="row">{t('worksites.told.book')}</th>
            {told.map((one) => (
              <td key={one.side}>{sum(one.book)}</td>
            ))}
          </tr>
        </tbody>
      </table>
      {unfit.map((one) => (
        <Notice key={one.side} tone="partly" title={t('worksites.told.unfit')}>
          {t('worksites.told.unfit.text', {
            side: t(`worksites.side.${one.side}`),
            sum: number(one.beyondEarned + one.beyondGiven),
          })}
        </Notice>
      ))}
    </>
  )
}

/** What is missing up to the minimum wage by one side, time by time, with what it rests on. */
function ShortfallList({ told }: { told: ToldView }) {
  const { t, date, number } = useWords()
  const rupees = (n: number) => (
    <span className={styles.money}>{t('worksites.rupees', { n: number(n) })}</span>
  )
  if (!told.shortfall.lines.length) return null
  return (
    <>
      <h3 className={styles.section}>
        {t('worksites.shortfall')}: {t(`worksites.side.${told.side}`)}
      </h3>
      <ul className={styles.rows}>
        {told.shortfall.lines.map((one) => (
          <li key={`${one.fromOn} ${one.unit} ${one.told} ${one.amount}`}>
            <div className={styles.head}>
              <b>
                {t('worksites.wage.from-until', {
                  from: date(one.fromOn),
                  until: date(one.untilOn),
                })}
              </b>
              <span className={styles.small}>
                {t(`worksites.work.amount.${one.unit}`, { n: number(rounded(one.amount)) })}
              </span>
            </div>
            {one.wage && (
              <div>
                {t('worksites.shortfall.minimum')}: {rupees(one.minimum!)}
              </div>
            )}
            <div>
              {t('worksites.shortfall.told')}: {rupees(one.told)}
            </div>
            {one.wage ? (
              <>
                <div>
                  <b>
                    {t('worksites.shortfall.missing')}: {rupees(one.missing!)}
                  </b>
                </div>
                <div className={styles.small}>
                  <WageFacts wage={one.wage} />
                </div>
              </>
            ) : (
              <div className={styles.small}>{t(`worksites.shortfall.none.${one.unit}`)}</div>
            )}
          </li>
        ))}
      </ul>
    </>
  )
}

function EntryLine({ entry, mayWrite }: { entry: EntryView; mayWrite: boolean }) {
  const { t, date, number } = useWords()
  const [striking, setStriking] = useState(false)
  const { send, busy, problem } = useSend(
    () => api.post(`/api/worksites/entries/${entry.id}/strike`, { version: entry.version }),
    { refresh: ['/api/worksites'] },
  )
  const text = (
    <>
      {t(`worksites.entry.${entry.kind}`)}:{' '}
      <span className={styles.money}>{t('worksites.rupees', { n: number(entry.rupees) })}</span>
    </>
  )
  return (
    <>
      <div className={styles.head}>
        {entry.struckOn ? <s>{text}</s> : <b>{text}</b>}
        <span className={styles.small}>
          {entry.work
            ? `${t('worksites.wage.from-until', {
                from: date(entry.work.fromOn),
                until: date(entry.on),
              })} · ${t(`worksites.work.amount.${entry.work.unit}`, {
                n: number(entry.work.amount),
              })}`
            : date(entry.on)}
        </span>
      </div>
      <div className={styles.small}>
        {t('worksites.said-by-on', {
          side: t(`worksites.side.${entry.side}`),
          who: `\u2068${entry.saidBy}\u2069`,
          date: date(entry.saidOn),
        })}
      </div>
      {entry.words && <bdi dir="auto">{entry.words}</bdi>}
      {entry.struckWords && (
        <div className={styles.small}>
          {t('worksites.struck')}: <bdi dir="auto">{entry.struckWords}</bdi>
        </div>
      )}
      {mayWrite && (
        <Button
          variant="subtle"
          size="compact-sm"
          loading={busy}
          onClick={() => (entry.struckOn ? void send() : setStriking(true))}
        >
          {t(entry.struckOn ? 'worksites.strike.undo' : 'worksites.strike')}
        </Button>
      )}
      <ErrorNote problem={problem} />
      {striking && <StrikeForm entry={entry} close={() => setStriking(false)} />}
    </>
  )
}

function StrikeForm({ entry, close }: { entry: EntryView; close: () => void }) {
  const { t } = useWords()
  const { field, modal } = useForm(
    { words: '' },
    ({ words }) =>
      api.post(`/api/worksites/entries/${entry.id}/strike`, { words, version: entry.version }),
    close,
  )
  return (
    <FormModal title={t('worksites.strike')} {...modal}>
      <TextField {...field('words')} label={t('worksites.strike.why')} required />
    </FormModal>
  )
}
