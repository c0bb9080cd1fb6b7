import { Link } from 'react-router'
import { Notice } from '../../../web/workspace/parts.tsx'
import { useWords } from '../../../web/workspace/words.tsx'
import { nameOf, sectionName } from '../wording.ts'
import type { Charges } from './types.ts'

/** Says what the FIR leaves out while the facts meet it. */
export function GapAlert({ caseId, charges }: { caseId: string; charges: Charges }) {
  const words = useWords()
  const { t, lang } = words
  const { kind, missing, cited } = charges.gap
  if (kind === 'none') return null
  const comma = lang === 'ur' ? '، ' : ', '
  const first = missing.find((one) => one.cited.startsWith('PTPA 3')) ?? missing[0]
  const others = charges.firs.map((one) => one.otherSections).filter(Boolean)
  const values = {
    cited: [...cited.map((one) => sectionName(words, charges.acts, one)), ...others].join(comma),
    section: first ? sectionName(words, charges.acts, first.cited) : '',
    who: first ? nameOf(words, charges.people, first.accusedId) : '',
    missing: [...new Set(missing.map((one) => sectionName(words, charges.acts, one.cited)))].join(
      comma,
    ),
  }
  return (
    <Notice tone="partly" title={t(`charges.gap.${kind}`)}>
      {t(`charges.gap.${kind}.says`, values)}{' '}
      {kind !== 'no-fir' && (
        <Link to={`/charges/${caseId}/letter`}>{t('charges.write-to-station')}</Link>
      )}
      {kind === 'no-fir' && <a href="#fir">{t('charges.record-fir')}</a>}
    </Notice>
  )
}
