import { api } from '../../../web/workspace/api.ts'
import { CodeField, TextField } from '../../../web/workspace/fields.tsx'
import { FormModal } from '../../../web/workspace/form-modal.tsx'
import { useWords } from '../../../web/workspace/words.tsx'
import { partyRoles } from '../site.ts'
import type { PartyView } from './answers.ts'
import { useForm } from './form.ts'

/** Who runs a site: new, or put right. */
export function PartyForm({
  siteId,
  party,
  close,
}: {
  siteId: string
  party?: PartyView
  close: () => void
}) {
  const { t } = useWords()
  const { field, modal } = useForm(
    { role: party?.role ?? 'owner', name: party?.name ?? '', phone: party?.phone ?? '' },
    ({ role, name, phone }) => {
      const url = `/api/worksites/${siteId}/parties`
      const body = { role, name, phone: phone || null }
      return party
        ? api.post(`${url}/${party.id}`, { ...body, version: party.version })
        : api.post(url, body)
    },
    close,
  )
  return (
    <FormModal title={t(party ? 'worksites.correct' : 'worksites.party.add')} {...modal}>
      <CodeField
        {...field('role')}
        label={t('worksites.party.role')}
        codes={partyRoles}
        words="worksites.party"
        required
      />
      <TextField {...field('name')} label={t('worksites.name')} required />
      <TextField
        {...field('phone')}
        label={t('worksites.phone')}
        dir="ltr"
        inputMode="tel"
        most={40}
      />
    </FormModal>
  )
}
