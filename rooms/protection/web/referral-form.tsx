import { Button, Checkbox, Modal, NativeSelect, Textarea, TextInput } from '@mantine/core'
import { useState } from 'react'
import { api } from '../../../web/workspace/api.ts'
import { useSend } from '../../../web/workspace/asking.ts'
import { useCase } from '../../../web/workspace/case-context.tsx'
import { ErrorNote, Field, Notice } from '../../../web/workspace/parts.tsx'
import { useWords } from '../../../web/workspace/words.tsx'
import { languages, type Purpose, purposes, type SharedField, sharedFields } from '../consent.ts'
import { type Need, needs } from '../referral.ts'
import styles from './protection.module.css'
import type { PersonView, Recipient, ReferralView } from './shapes.ts'

/** What a ground for this purpose and recipient lets travel, if there is one today. */
function groundOf(person: PersonView, purpose: string, agencyId: string) {
  const consent = person.consents.find(
    (one) => one.standing === 'valid' && one.purpose === purpose && one.to?.id === agencyId,
  )
  if (consent) return { fields: consent.fields, until: consent.expiresOn }
  const basis = person.bases.find(
    (one) => one.standing === 'valid' && one.purpose === purpose && one.to.id === agencyId,
  )
  return basis && { fields: basis.fields, until: basis.until }
}

/** A new draft, or the change of one; what was not agreed to is marked before anything is sent. */
export function ReferralForm({
  person,
  recipients,
  draft,
  close,
}: {
  person: PersonView
  recipients: readonly Recipient[]
  draft?: ReferralView | undefined
  close: () => void
}) {
  const { t, pick, date } = useWords()
  const { id: caseId } = useCase()
  const [first] = person.consents.filter((one) => one.standing === 'valid' && one.to)
  const [purpose, setPurpose] = useState<Purpose | ''>(draft?.purpose ?? first?.purpose ?? '')
  const [toAgencyId, setAgency] = useState(draft?.to.id ?? first?.to?.id ?? '')
  const [fields, setFields] = useState<SharedField[]>(draft?.fields ?? first?.fields ?? [])
  const [wanted, setWanted] = useState<Need[]>(draft?.content?.needs ?? [])
  const [language, setLanguage] = useState(draft?.content?.language ?? '')
  const [phone, setPhone] = useState(draft?.content?.phone ?? '')
  const [safety, setSafety] = useState(draft?.content?.safetyNotes ?? '')
  const ground = groundOf(person, purpose, toAgencyId)
  const { send, busy, problem } = useSend(
    () => {
      const body = {
        toAgencyId,
        purpose,
        fields,
        needs: wanted,
        language: language || null,
        phone: phone.trim() || null,
        safetyNotes: safety.trim() || null,
      }
      return draft
        ? api.put(`/api/referrals/${draft.id}`, { ...body, version: draft.version })
        : api.post(`/api/cases/${caseId}/referrals`, { ...body, personId: person.id })
    },
    { refresh: [`/api/cases/${caseId}`, '/api/referrals'], done: close },
  )
  const choose = { value: '', label: t('work.choose') }
  return (
    <Modal
      opened
      onClose={close}
      size="lg"
      title={t('protection.draft.title', { name: person.name || t('work.name-not-known') })}
      closeButtonProps={{ 'aria-label': t('work.close') }}
    >
      <form
        className={styles.stack}
        onSubmit={(event) => {
          event.preventDefault()
          void send()
        }}
      >
        <p className={styles.soft}>{t('protection.draft.text')}</p>
        <div className={styles.pair}>
          <Field name="purpose" label={t('protection.purpose')} problem={problem} required>
            <NativeSelect
              value={purpose}
              onChange={(event) => setPurpose(event.currentTarget.value as Purpose)}
              data={[
                choose,
                ...purposes
                  .filter((one) => one !== 'reporting')
                  .map((one) => ({ value: one, label: t(`protection.purpose.${one}`) })),
              ]}
            />
          </Field>
          <Field name="toAgencyId" label={t('protection.to')} problem={problem} required>
            <NativeSelect
              value={toAgencyId}
              onChange={(event) => setAgency(event.currentTarget.value)}
              data={[
                choose,
                ...recipients.map((one) => ({ value: one.id, label: pick(one.name) })),
              ]}
            />
          </Field>
        </div>
        {purpose && toAgencyId && (
          <Notice tone={ground ? 'met' : 'partly'}>
            {ground
              ? t('protection.draft.standing.ok', { date: date(ground.until) })
              : t('protection.draft.standing.none')}
          </Notice>
        )}
        <Checkbox.Group
          label={t('protection.draft.fields')}
          value={fields}
          onChange={(chosen) => setFields(sharedFields.filter((one) => chosen.includes(one)))}
        >
          <div className={styles.choices}>
            {sharedFields.map((field) => (
              <Checkbox
                key={field}
                value={field}
                label={t(`protection.field.${field}`)}
                description={
                  ground && !ground.fields.includes(field)
                    ? t('protection.draft.not-agreed')
                    : undefined
                }
              />
            ))}
          </div>
        </Checkbox.Group>
        {fields.includes('needs') && (
          <Checkbox.Group
            label={t('protection.draft.needs')}
            value={wanted}
            onChange={(chosen) => setWanted(needs.filter((one) => chosen.includes(one)))}
          >
            <div className={styles.choices}>
              {needs.map((need) => (
                <Checkbox key={need} value={need} label={t(`protection.need.${need}`)} />
              ))}
            </div>
          </Checkbox.Group>
        )}
        {fields.includes('language') && (
          <Field name="language" label={t('protection.field.language')} problem={problem}>
            <NativeSelect
              value={language}
              onChange={(event) => setLanguage(event.currentTarget.value)}
              data={[
                choose,
                ...languages.map((code) => ({
                  value: code,
                  label: t(`protection.language.${code}`),
                })),
              ]}
            />
          </Field>
        )}
        {fields.includes('phone') && (
          <Field name="phone" label={t('protection.draft.phone')} problem={problem}>
            <TextInput
              type="tel"
              dir="ltr"
              maxLength={40}
              value={phone}
              onChange={(event) => setPhone(event.currentTarget.value)}
            />
          </Field>
        )}
        {fields.includes('safety-notes') && (
          <Field
            name="safetyNotes"
            label={t('protection.draft.safety')}
            hint={t('protection.draft.safety.hint')}
            problem={problem}
          >
            <Textarea
              autosize
              dir="auto"
              maxLength={2000}
              value={safety}
              onChange={(event) => setSafety(event.currentTarget.value)}
            />
          </Field>
        )}
        <ErrorNote problem={problem} />
        <div className={styles.actions}>
          <Button type="submit" loading={busy}>
            {t('protection.draft.save')}
          </Button>
          <Button variant="default" onClick={close}>
            {t('work.cancel')}
          </Button>
        </div>
      </form>
    </Modal>
  )
}
