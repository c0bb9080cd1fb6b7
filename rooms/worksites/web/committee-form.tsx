import { useNavigate } from 'react-router'
import { api } from '../../../web/workspace/api.ts'
import { CodeField, TextField } from '../../../web/workspace/fields.tsx'
import { FormModal } from '../../../web/workspace/form-modal.tsx'
import { useWords } from '../../../web/workspace/words.tsx'
import { seats } from '../committee.ts'
import type { CommitteeView, DistrictView } from './committee-answers.ts'
import { DayField, SourceFields } from './fields.tsx'
import { useForm } from './form.ts'

/** A committee and its notification: new for a district, or put right. */
export function NotificationForm({
  place,
  committee,
  close,
}: {
  place: DistrictView['place']
  committee?: CommitteeView
  close: () => void
}) {
  const { t, pick } = useWords()
  const go = useNavigate()
  const url = '/api/worksites/committees'
  const { field, modal } = useForm(
    {
      notifiedOn: committee?.notifiedOn ?? '',
      orderNumber: committee?.orderNumber ?? '',
      source: committee?.source ?? '',
      grade: committee?.grade ?? 'not-verified',
      endedOn: committee?.endedOn ?? '',
    },
    async ({ notifiedOn, orderNumber, source, grade, endedOn }) => {
      const body = {
        notifiedOn: notifiedOn || null,
        orderNumber: orderNumber || null,
        source: source || null,
        grade,
      }
      if (committee) {
        const { version } = committee
        await api.post(`${url}/${committee.id}`, { ...body, endedOn: endedOn || null, version })
      } else {
        const { id } = await api.post<{ id: string }>(url, { ...body, placeCode: place.code })
        void go(`/worksites/committees/${id}`)
      }
    },
    close,
  )
  return (
    <FormModal title={t('worksites.committee.record-in', { place: pick(place.name) })} {...modal}>
      <DayField
        {...field('notifiedOn')}
        label={t('worksites.committee.notified-on')}
        hint={t('worksites.committee.notified-on.hint')}
      />
      <TextField {...field('orderNumber')} label={t('worksites.committee.order-number')} />
      <SourceFields field={field} hint={t('worksites.committee.source.hint')} />
      {committee && (
        <DayField
          {...field('endedOn')}
          label={t('worksites.committee.ended-on')}
          hint={t('worksites.committee.ended-on.hint')}
        />
      )}
    </FormModal>
  )
}

export function SeatForm({ committeeId, close }: { committeeId: string; close: () => void }) {
  const { t } = useWords()
  const { field, modal } = useForm(
    { seat: '', office: '', sinceOn: '' },
    ({ seat, office, sinceOn }) =>
      api.post(`/api/worksites/committees/${committeeId}/members`, {
        seat,
        office,
        sinceOn: sinceOn || null,
      }),
    close,
  )
  return (
    <FormModal title={t('worksites.seat.add')} {...modal}>
      <CodeField
        {...field('seat')}
        label={t('worksites.seat')}
        codes={seats}
        words="worksites.seat"
        required
      />
      <TextField
        {...field('office')}
        label={t('worksites.seat.office')}
        hint={t('worksites.seat.office.hint')}
        required
      />
      <DayField {...field('sinceOn')} label={t('worksites.seat.since')} />
    </FormModal>
  )
}
