import { Checkbox } from '@mantine/core'
import { useState } from 'react'
import { dayInPakistan } from '../../../core/days.ts'
import { api } from '../../../web/workspace/api.ts'
import { useSend } from '../../../web/workspace/asking.ts'
import { TextField } from '../../../web/workspace/fields.tsx'
import { FormModal } from '../../../web/workspace/form-modal.tsx'
import { PersonName } from '../../../web/workspace/parts.tsx'
import { useWords } from '../../../web/workspace/words.tsx'
import { addDays } from '../complaint.ts'
import { type VisitReason, visitReasons } from '../inspection.ts'
import type { LicenseeView } from './answers.ts'
import styles from './recruiters.module.css'

/** Puts a licensee on the list of visits, with the reasons that spoke for it. */
export function PlanForm(of: {
  licensee: LicenseeView
  reasons: readonly VisitReason[]
  close: () => void
}) {
  const { t } = useWords()
  const [plannedFor, setPlannedFor] = useState(addDays(dayInPakistan(new Date()), 7))
  const [reasons, setReasons] = useState<readonly VisitReason[]>(of.reasons)
  const { send, busy, problem } = useSend(
    () =>
      api.post('/api/recruiters/inspections', { licenseeId: of.licensee.id, plannedFor, reasons }),
    { refresh: ['/api/recruiters'], done: of.close },
  )
  return (
    <FormModal
      title={t('recruiters.inspection.plan')}
      close={of.close}
      submit={send}
      busy={busy}
      problem={problem}
    >
      <p>
        <PersonName name={of.licensee.name} />
      </p>
      <TextField
        name="plannedFor"
        type="date"
        label={t('recruiters.inspection.planned-for')}
        problem={problem}
        value={plannedFor}
        set={setPlannedFor}
        required
      />
      <Checkbox.Group
        label={t('recruiters.first.reasons')}
        value={[...reasons]}
        onChange={(chosen) => setReasons(chosen as VisitReason[])}
      >
        <div className={styles.checks}>
          {visitReasons.map((one) => (
            <Checkbox key={one} value={one} label={t(`recruiters.visit-reason.${one}`)} />
          ))}
        </div>
      </Checkbox.Group>
    </FormModal>
  )
}
