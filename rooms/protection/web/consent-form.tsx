import { Button, Checkbox, Modal, NativeSelect, Radio, Textarea, TextInput } from '@mantine/core'
import { useState } from 'react'
import { dayInPakistan } from '../../../core/days.ts'
import { api } from '../../../web/workspace/api.ts'
import { useSend } from '../../../web/workspace/asking.ts'
import { useCase } from '../../../web/workspace/case-context.tsx'
import { ErrorNote, Field, fieldText, Notice } from '../../../web/workspace/parts.tsx'
import { useWords } from '../../../web/workspace/words.tsx'
import {
  childViews,
  type GivenConsent,
  languages,
  manners,
  type Purpose,
  purposes,
  type SharedField,
  type SpokenLanguage,
  sharedFields,
} from '../consent.ts'
import styles from './protection.module.css'
import { ReadAloud } from './read-aloud.tsx'
import type { PersonView, Recipient } from './shapes.ts'

const USUAL_DAYS = 180

function inDays(days: number): string {
  return dayInPakistan(new Date(Date.now() + days * 86_400_000))
}

/** Asks one person for one yes: what it is about, the words to read aloud, and the answer. */
export function ConsentForm({
  person,
  recipients,
  close,
}: {
  person: PersonView
  recipients: readonly Recipient[]
  close: () => void
}) {
  const words = useWords()
  const { t, pick } = words
  const child = person.age !== null && person.age < 18
  const caseInHand = useCase()
  const [purpose, setPurpose] = useState<Purpose | ''>('')
  const [agencyId, setAgencyId] = useState('')
  const [fields, setFields] = useState<SharedField[]>(['age-group', 'language', 'needs'])
  const [withheld, setWithheld] = useState('')
  const [givenBy, setGivenBy] = useState<GivenConsent['givenBy']>(child ? 'guardian' : 'self')
  const [guardianPersonId, setGuardianPerson] = useState('')
  const [guardian, setGuardian] = useState('')
  const [childView, setChildView] = useState<string>('')
  const [childWords, setChildWords] = useState('')
  const [how, setHow] = useState<GivenConsent['how']>('spoken')
  const [language, setLanguage] = useState<SpokenLanguage>('urd')
  const [until, setUntil] = useState(inDays(USUAL_DAYS))
  const [understood, setUnderstood] = useState(false)
  const reporting = purpose === 'reporting'
  const agency = recipients.find(({ id }) => id === agencyId)
  const { send, busy, problem } = useSend(
    () =>
      api.post(`/api/cases/${caseInHand.id}/consents`, {
        personId: person.id,
        purpose,
        agencyId: reporting ? null : agencyId || null,
        fields: reporting ? [] : fields,
        givenBy,
        guardianPersonId: guardianPersonId || null,
        guardian: guardian || null,
        childView: givenBy === 'guardian' && childView ? childView : null,
        childViewWords: childWords || null,
        how,
        language,
        understood,
        withheldFrom: withheld || null,
        givenOn: dayInPakistan(new Date()),
        expiresOn: until,
      }),
    { refresh: [`/api/cases/${caseInHand.id}`, '/api/referrals'], done: close },
  )
  const fieldError = (name: string) => {
    const said = problem?.fields[name]
    return said ? fieldText(words, said, problem.values) : undefined
  }
  return (
    <Modal
      opened
      onClose={close}
      size="xl"
      title={t('protection.ask.title', { name: person.name || t('work.name-not-known') })}
      closeButtonProps={{ 'aria-label': t('work.close') }}
    >
      <form
        className={styles.stack}
        onSubmit={(event) => {
          event.preventDefault()
          void send()
        }}
      >
        {child && <Notice>{t('protection.ask.child-note')}</Notice>}
        <h3 className={styles.step}>{t('protection.ask.what')}</h3>
        <div className={styles.pair}>
          <Field name="purpose" label={t('protection.purpose')} problem={problem} required>
            <NativeSelect
              value={purpose}
              onChange={(event) => setPurpose(event.currentTarget.value as Purpose | '')}
              data={[
                { value: '', label: t('work.choose') },
                ...purposes.map((code) => ({
                  value: code,
                  label: t(`protection.purpose.${code}`),
                })),
              ]}
            />
          </Field>
          {!reporting && (
            <Field name="agencyId" label={t('protection.to')} problem={problem} required>
              <NativeSelect
                value={agencyId}
                onChange={(event) => setAgencyId(event.currentTarget.value)}
                data={[
                  { value: '', label: t('work.choose') },
                  ...recipients.map((one) => ({ value: one.id, label: pick(one.name) })),
                ]}
              />
            </Field>
          )}
        </div>
        {!reporting && (
          <Checkbox.Group
            label={t('protection.ask.tell')}
            description={t('protection.ask.tell.hint')}
            value={fields}
            onChange={(chosen) => setFields(sharedFields.filter((one) => chosen.includes(one)))}
          >
            <div className={styles.choices}>
              {sharedFields.map((field) => (
                <Checkbox key={field} value={field} label={t(`protection.field.${field}`)} />
              ))}
            </div>
          </Checkbox.Group>
        )}
        <Field
          name="withheldFrom"
          label={t('protection.ask.withheld')}
          hint={t('protection.ask.withheld.hint')}
          problem={problem}
        >
          <Textarea
            autosize
            value={withheld}
            maxLength={2000}
            onChange={(event) => setWithheld(event.currentTarget.value)}
          />
        </Field>
        <Field
          name="expiresOn"
          label={t('protection.ask.expires')}
          hint={t('protection.ask.expires.hint')}
          problem={problem}
          required
        >
          <TextInput
            type="date"
            value={until}
            onChange={(event) => setUntil(event.currentTarget.value)}
          />
        </Field>

        <h3 className={styles.step}>{t('protection.ask.read')}</h3>
        <ReadAloud purpose={purpose} agency={agency?.name} fields={fields} until={until} />

        <h3 className={styles.step}>{t('protection.ask.answer')}</h3>
        <p className={styles.soft}>{t('protection.ask.no')}</p>
        <Radio.Group
          label={t('protection.ask.giver')}
          value={givenBy}
          error={fieldError('givenBy')}
          onChange={(value) => setGivenBy(value as GivenConsent['givenBy'])}
        >
          <div className={styles.choices}>
            <Radio value="self" label={t('protection.ask.self')} />
            <Radio value="guardian" label={t('protection.ask.guardian')} />
          </div>
        </Radio.Group>
        {givenBy === 'guardian' && (
          <>
            <div className={styles.pair}>
              <Field
                name="guardianPersonId"
                label={t('protection.ask.guardian-person')}
                problem={problem}
              >
                <NativeSelect
                  value={guardianPersonId}
                  onChange={(event) => setGuardianPerson(event.currentTarget.value)}
                  data={[
                    { value: '', label: t('protection.ask.guardian-none') },
                    ...caseInHand.persons
                      .filter((one) => one.id !== person.id)
                      .map((one) => ({
                        value: one.id,
                        label: `${one.name ?? t('work.name-not-known')} (${one.roles
                          .map((role) => t(`protection.role.${role}`))
                          .join(', ')})`,
                      })),
                  ]}
                />
              </Field>
              <Field name="guardian" label={t('protection.ask.guardian-name')} problem={problem}>
                <TextInput
                  dir="auto"
                  value={guardian}
                  maxLength={200}
                  onChange={(event) => setGuardian(event.currentTarget.value)}
                />
              </Field>
            </div>
            <Radio.Group
              label={t('protection.child-view')}
              value={childView}
              error={fieldError('childView')}
              onChange={setChildView}
            >
              <div className={styles.choices}>
                {childViews.map((view) => (
                  <Radio key={view} value={view} label={t(`protection.child-view.${view}`)} />
                ))}
              </div>
            </Radio.Group>
            <Field name="childViewWords" label={t('protection.child-view.words')} problem={problem}>
              <Textarea
                autosize
                dir="auto"
                value={childWords}
                maxLength={2000}
                onChange={(event) => setChildWords(event.currentTarget.value)}
              />
            </Field>
          </>
        )}
        <div className={styles.pair}>
          <Field name="how" label={t('protection.how')} problem={problem} required>
            <NativeSelect
              value={how}
              onChange={(event) => setHow(event.currentTarget.value as GivenConsent['how'])}
              data={manners.map((code) => ({ value: code, label: t(`protection.how.${code}`) }))}
            />
          </Field>
          <Field name="language" label={t('protection.ask.language')} problem={problem} required>
            <NativeSelect
              value={language}
              onChange={(event) => setLanguage(event.currentTarget.value as SpokenLanguage)}
              data={languages.map((code) => ({
                value: code,
                label: t(`protection.language.${code}`),
              }))}
            />
          </Field>
        </div>
        <Checkbox
          checked={understood}
          error={fieldError('understood')}
          label={t('protection.ask.understood')}
          onChange={(event) => setUnderstood(event.currentTarget.checked)}
        />
        <ErrorNote problem={problem} />
        <div className={styles.actions}>
          <Button type="submit" loading={busy}>
            {t('protection.ask.save')}
          </Button>
          <Button variant="default" onClick={close}>
            {t('work.cancel')}
          </Button>
        </div>
      </form>
    </Modal>
  )
}
