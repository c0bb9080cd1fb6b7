import { Card } from '../../../web/workspace/parts.tsx'
import { useWords } from '../../../web/workspace/words.tsx'
import { sectionName } from '../wording.ts'
import styles from './charges.module.css'
import { type Source, sourcesBehind } from './sources.ts'
import { sourceName } from './telling.tsx'
import { TransfersPart } from './transfers.tsx'
import type { Charges } from './types.ts'

/** Which agency must investigate, and by what rule and which facts. */
export function InvestigationPanel({
  caseId,
  charges,
  sources,
}: {
  caseId: string
  charges: Charges
  sources: Source[]
}) {
  const words = useWords()
  const { t, lang } = words
  const { agency, boundary, reasons } = charges.investigation
  const comma = lang === 'ur' ? '، ' : ', '
  return (
    <Card title={t('charges.who-investigates')}>
      <p className={styles.agency}>{t(`charges.agency.${agency}`)}</p>
      {reasons.map((reason) => {
        const facts = charges.statements.filter((one) => reason.facts.includes(one.id))
        const named = [...new Set(facts.map((one) => t(`charges.fact.${one.fact}`)))].join(comma)
        const cited = sourcesBehind(sources, reason.facts)
          .map((one) => sourceName(words, one))
          .join(comma)
        return (
          <p key={reason.code}>
            {t(`charges.reason.${reason.code}`)}{' '}
            {reason.sections.length > 0 && (
              <span className={styles.grade}>
                {reason.sections.map((one) => sectionName(words, charges.acts, one)).join(comma)}.{' '}
              </span>
            )}
            {named && `${named} (${cited})`}
          </p>
        )
      })}
      {boundary && <p className={styles.caution}>{t('charges.boundary')}</p>}
      <TransfersPart caseId={caseId} charges={charges} />
    </Card>
  )
}
