import { Button } from '@mantine/core'
import { useParams } from 'react-router'
import { useGet } from '../../../web/workspace/asking.ts'
import { EmptyState, ErrorNote, Loading, PageHead } from '../../../web/workspace/parts.tsx'
import { useWords } from '../../../web/workspace/words.tsx'
import { nameOf, penaltyText, sectionName } from '../wording.ts'
import styles from './charges.module.css'
import { LawGradeMark } from './telling.tsx'
import { type Charges, chargesUrl, type Proposal } from './types.ts'

/** A letter to the station that registered the FIR: what the facts meet and the FIR does not cite. */
export function LetterToStation() {
  const { caseId = '' } = useParams()
  const { t } = useWords()
  const { data, problem, loading, again } = useGet<Charges>(chargesUrl(caseId))
  if (loading) return <Loading />
  if (!data) return <ErrorNote problem={problem} again={again} />
  const missing = data.proposals.filter((one) =>
    data.gap.missing.some((each) => each.cited === one.cited && each.accusedId === one.accusedId),
  )
  return (
    <article className={styles.paper}>
      <PageHead
        crumbs={[{ label: data.reference, to: `/cases/${caseId}/charges` }]}
        title={t('charges.letter')}
        actions={
          missing.length > 0 && (
            <>
              {(['ur', 'en'] as const).map((lang) => (
                <Button
                  key={lang}
                  component="a"
                  href={`${chargesUrl(caseId)}/letter?lang=${lang}`}
                  variant={lang === 'ur' ? 'filled' : 'default'}
                >
                  {t(`charges.letter.pdf-${lang}`)}
                </Button>
              ))}
              <Button variant="default" onClick={() => window.print()}>
                {t('charges.print')}
              </Button>
            </>
          )
        }
      />
      {missing.length === 0 ? (
        <EmptyState title={t('charges.letter.nothing')}>
          {t('charges.letter.nothing.says')}
        </EmptyState>
      ) : (
        <Letter charges={data} missing={missing} />
      )}
    </article>
  )
}

function Letter({ charges, missing }: { charges: Charges; missing: Proposal[] }) {
  const words = useWords()
  const { t, date, pick, lang } = words
  const comma = lang === 'ur' ? '، ' : ', '
  const fir = charges.firs.at(-1)
  const cited = [
    ...charges.gap.cited.map((one) => sectionName(words, charges.acts, one)),
    ...charges.firs.map((one) => one.otherSections),
  ]
  return (
    <div className={styles.letter}>
      <p>{date(charges.asOn)}</p>
      <p>
        {t('charges.letter.to')}
        <br />
        <bdi>{fir?.station}</bdi>
      </p>
      <p>
        <b>{t('charges.letter.subject', { reference: charges.reference })}</b>
      </p>
      {fir && (
        <p>
          {t('charges.letter.fir', {
            number: fir.number,
            on: date(fir.registeredOn),
            cited: cited.filter(Boolean).join(comma),
          })}
        </p>
      )}
      <p>{t('charges.letter.facts-meet')}</p>
      <ol>
        {missing.map((one) => (
          <li key={`${one.cited} ${one.accusedId}`}>
            <b>
              <bdi>{sectionName(words, charges.acts, one.cited)}</bdi>
            </b>
            {comma}
            {pick(one.heading)}:{' '}
            {t('charges.against', { who: nameOf(words, charges.people, one.accusedId) })}
            <ul>
              {one.elements.map((element) => (
                <li key={element.id}>
                  {pick(element.text)}: <RestsOnWithoutNames element={element} charges={charges} />
                </li>
              ))}
            </ul>
            <span className={styles.grade}>
              {penaltyText(words, one.penalty)} ·{' '}
              <LawGradeMark
                grade={one.grade}
                sources={one.sources}
                titles={charges.acts[one.act]?.sources ?? {}}
              />
            </span>
          </li>
        ))}
      </ol>
      <p>{t('charges.letter.request')}</p>
      <p>{t('charges.letter.one-fir')}</p>
      <p className={styles.signature}>
        <span className={styles.line} />
        {t('charges.letter.signature')}
      </p>
      <p className={styles.advice}>{t('charges.letter.made-with')}</p>
    </div>
  )
}

/**
 * What an element rests on, as it may leave the agency: kinds and days, never who said it, and
 * nothing of what a victim told in screening.
 */
function RestsOnWithoutNames({
  element,
  charges,
}: {
  element: Proposal['elements'][number]
  charges: Charges
}) {
  const words = useWords()
  const { t, date, lang } = words
  const told = charges.statements.filter(
    (one) => element.facts.includes(one.id) && one.from !== 'screening',
  )
  if (told.length === 0) {
    const rule = element.rule && sectionName(words, charges.acts, element.rule)
    return rule ? t('charges.by-rule', { rule }) : t('charges.letter.by-record')
  }
  const named = told.map((one) => {
    const kind = t(`charges.rests-on.${one.restsOn}`)
    const source = one.on ? [kind, date(one.on)].join(lang === 'ur' ? '، ' : ', ') : kind
    return `${t(`charges.fact.${one.fact}`)} (${source})`
  })
  return [...new Set(named)].join(lang === 'ur' ? '؛ ' : '; ')
}
