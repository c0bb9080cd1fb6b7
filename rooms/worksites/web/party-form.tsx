import { useState } from 'react'
import { api } from '../../../web/workspace/api.ts'
import { useSend } from '../../../web/workspace/asking.ts'
import { useWords } from '../../../web/workspace/words.tsx'
import { partyRoles } from '../site.ts'
import { CodeField, TextField } from './fields.tsx'
import { FormModal } from './form-modal.tsx'

export function PartyForm({ siteId, close }: { siteId: string; close: () => void }) {
  const { t } = useWords()
  const [role, setRole] = useState('owner')
  const [name, setName] = useState('')
  const [phone, setPhone] = useState('')
  const { send, busy, problem } = useSend(
    () => api.post(`/api/worksites/${siteId}/parties`, { role, name, phone: phone || null }),
    { refresh: ['/api/worksites'], done: close },
  )
  return (
    <FormModal
      title={t('worksites.party.add')}
      close={close}
      submit={send}
      busy={busy}
      problem={problem}
    >
      <CodeField
        name="role"
        label={t('worksites.party.role')}
        codes={partyRoles}
        words="worksites.party"
        value={role}
        set={setRole}
        problem={problem}
        required
      />
      <TextField
        name="name"
        label={t('worksites.name')}
        value={name}
        set={setName}
        problem={problem}
        required
      />
      <TextField
        name="phone"
        label={t('worksites.phone')}
        dir="ltr"
        inputMode="tel"
        most={40}
        value={phone}
        set={setPhone}
        problem={problem}
      />
    </FormModal>
  )
}
