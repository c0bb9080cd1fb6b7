import { api } from '../../../web/workspace/api.ts'
import { CodeField, TextField } from '../../../web/workspace/fields.tsx'
import { FormModal } from '../../../web/workspace/form-modal.tsx'
import { useWords } from '../../../web/workspace/words.tsx'
import { partyRoles } from '../site.ts'
import { useForm } from './form.ts'

export function PartyForm({ siteId, close }: { siteId: string; close: () => void }) {
  const { t } = useWords()
  const { field, modal } = useForm(
    { role: 'owner', name: '', phone: '' },
    ({ role, name, phone }) =>
      api.post(`/api/worksites/${siteId}/parties`, { role, name, phone: phone || null }),
    close,
  )
  return (
    <FormModal title={t('worksites.party.add')} {...modal}>
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
