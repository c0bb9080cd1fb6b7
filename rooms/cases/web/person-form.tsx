import { Checkbox, NativeSelect, Radio, Textarea, TextInput } from '@mantine/core'
import { useState } from 'react'
import { api, type ProblemError } from '../../../web/workspace/api.ts'
import { useSend } from '../../../web/workspace/asking.ts'
import { KnownPeople, type PersonInForm } from '../../../web/workspace/beside-person.tsx'
import { countryChoices } from '../../../web/workspace/countries.ts'
import { Field, useUnsaved } from '../../../web/workspace/parts.tsx'
import { useWords } from '../../../web/workspace/words.tsx'
import { dayInPakistan } from '../dates.ts'
import { type ProcessRole, processRoles, type Role, roles, type Sex, sexes } from '../person.ts'
import { type CasePerson, type PersonWritten, type SecretKind, secretKinds } from '../views.ts'
import styles from './cases.module.css'
import { FormDrawer } from './dialog.tsx'
import { useOpenedCase } from './opened-case.tsx'

export type AgeKind = 'birth' | 'said' | 'unknown'

/** What stands in the fields, as typed. */
export interface PersonTyped {
  roles: Role[]
  name: string
  otherName: string
  fatherName: string
  sex: Sex
  age: AgeKind
  birthOn: string
  ageStated: string
  ageStatedOn: string
  citizenship: string
  processRole: ProcessRole | ''
  secrets: Record<SecretKind, string>
  removed: SecretKind[]
}

export function typedOf(person?: Partial<CasePerson>): PersonTyped {
  return {
    roles: person?.roles ?? [],
    name: person?.name ?? '',
    otherName: person?.otherName ?? '',
    fatherName: person?.fatherName ?? '',
    sex: person?.sex ?? 'NonSpecifiedUnknown',
    age: person?.birthOn ? 'birth' : person?.ageStated != null ? 'said' : 'unknown',
    birthOn: person?.birthOn ?? '',
    ageStated: person?.ageStated?.toString() ?? '',
    ageStatedOn: person?.ageStatedOn ?? dayInPakistan(new Date()),
    citizenship: person?.citizenship ?? '',
    processRole: person?.processRole ?? '',
    secrets: { cnic: '', passport: '', phone: '', account: '', address: '' },
    removed: [],
  }
}

/** The body for the server. Identifiers that were not touched are left out: they stay as they are. */
export function writtenOf(typed: PersonTyped): PersonWritten {
  const secrets = Object.fromEntries(
    secretKinds
      .filter((kind) => typed.removed.includes(kind) || typed.secrets[kind].trim())
      .map((kind) => [kind, typed.secrets[kind].trim() || null]),
  )
  return {
    roles: typed.roles,
    name: typed.name.trim() || null,
    otherName: typed.otherName.trim() || null,
    fatherName: typed.fatherName.trim() || null,
    sex: typed.sex,
    birthOn: (typed.age === 'birth' && typed.birthOn) || null,
    ageStated: typed.age === 'said' && typed.ageStated ? Number(typed.ageStated) : null,
    ageStatedOn: (typed.age === 'said' && typed.ageStated && typed.ageStatedOn) || null,
    citizenship: typed.citizenship || null,
    processRole: typed.processRole || null,
    ...secrets,
  }
}

/** As much as is filled in, for whoever may know the person from elsewhere. */
function knownOf(typed: PersonTyped): PersonInForm {
  const { cnic, passport, phone, account } = typed.secrets
  return {
    name: typed.name,
    otherName: typed.otherName,
    fatherName: typed.fatherName,
    sex: typed.sex,
    ...(typed.age === 'birth' && { birthOn: typed.birthOn }),
    ...(typed.age === 'said' &&
      typed.ageStated && { ageStated: Number(typed.ageStated), ageStatedOn: typed.ageStatedOn }),
    cnic,
    passport,
    phone,
    account,
  }
}

/** Adds a person to the case, or changes one. */
export function PersonForm({
  person,
  opened,
  onClose,
  onSaved,
}: {
  person?: CasePerson
  opened: boolean
  onClose: () => void
  onSaved: () => void
}) {
  const { t } = useWords()
  const { id } = useOpenedCase()
  const [typed, setTyped] = useState(() => typedOf(person))
  const [touched, setTouched] = useState(false)
  useUnsaved(touched && opened)
  const url = `/api/cases/${id}/persons`
  const { send, busy, problem } = useSend(
    () =>
      person
        ? api.put(`${url}/${person.id}`, { ...writtenOf(typed), version: person.version })
        : api.post(url, writtenOf(typed)),
    {
      refresh: [`/api/cases/${id}`],
      done: () => {
        setTouched(false)
        onSaved()
      },
    },
  )
  return (
    <FormDrawer
      title={t(person ? 'cases.person.edit' : 'cases.person.add')}
      opened={opened}
      onClose={onClose}
      onSubmit={send}
      problem={problem}
      busy={busy}
      submit={t('work.save')}
    >
      <PersonFields
        typed={typed}
        has={person?.has ?? []}
        problem={problem}
        change={(next) => {
          setTyped({ ...typed, ...next })
          setTouched(true)
        }}
      />
      {opened && touched && (
        <KnownPeople
          person={{ caseId: id, ...(person && { personId: person.id }), ...knownOf(typed) }}
        />
      )}
    </FormDrawer>
  )
}

export interface FieldsProps {
  typed: PersonTyped
  has: readonly SecretKind[]
  problem: ProblemError | undefined
  change: (next: Partial<PersonTyped>) => void
}

export function PersonFields(props: FieldsProps) {
  const { typed, problem, change } = props
  const { t } = useWords()
  const text = (name: 'name' | 'otherName' | 'fatherName') => (
    <Field
      name={name}
      label={t(`cases.person.${name}`)}
      hint={name === 'fatherName' ? undefined : t(`cases.person.${name}.hint`)}
      problem={problem}
    >
      <TextInput
        dir="auto"
        maxLength={300}
        autoComplete="off"
        value={typed[name]}
        onChange={(event) => change({ [name]: event.currentTarget.value })}
      />
    </Field>
  )
  return (
    <>
      <Field name="roles" label={t('cases.person.roles')} problem={problem} required>
        <Checkbox.Group
          value={typed.roles}
          onChange={(value) => change({ roles: value as Role[] })}
        >
          <div className={styles.row}>
            {roles.map((role) => (
              <Checkbox key={role} value={role} label={t(`case-role.${role}`)} />
            ))}
          </div>
        </Checkbox.Group>
      </Field>
      {text('name')}
      {text('otherName')}
      {text('fatherName')}
      <Field name="sex" label={t('cases.person.sex')} problem={problem} required>
        <NativeSelect
          value={typed.sex}
          onChange={(event) => change({ sex: event.currentTarget.value as Sex })}
          data={[...sexes].reverse().map((value) => ({ value, label: t(`sex.${value}`) }))}
        />
      </Field>
      <AgeFields {...props} />
      <div className={styles.pair}>
        <CountryField
          name="citizenship"
          label={t('cases.person.citizenship')}
          value={typed.citizenship}
          problem={problem}
          onChange={(citizenship) => change({ citizenship })}
        />
        <Field name="processRole" label={t('cases.person.processRole')} problem={problem}>
          <NativeSelect
            value={typed.processRole}
            onChange={(event) =>
              change({ processRole: event.currentTarget.value as ProcessRole | '' })
            }
            data={[
              { value: '', label: t('work.not-known') },
              ...processRoles.map((value) => ({ value, label: t(`process-role.${value}`) })),
            ]}
          />
        </Field>
      </div>
      <SecretFields {...props} />
    </>
  )
}

export function CountryField({
  name,
  label,
  value,
  problem,
  onChange,
}: {
  name: string
  label: string
  value: string
  problem: ProblemError | undefined
  onChange: (code: string) => void
}) {
  const { t, lang } = useWords()
  const { near, all } = countryChoices(lang)
  return (
    <Field name={name} label={label} problem={problem}>
      <NativeSelect
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
        data={[
          { value: '', label: t('work.not-known') },
          { group: t('cases.countries.near'), items: near },
          { group: t('cases.countries.all'), items: all },
        ]}
      />
    </Field>
  )
}

function AgeFields({ typed, problem, change }: FieldsProps) {
  const { t } = useWords()
  const today = dayInPakistan(new Date())
  return (
    <fieldset className={styles.set}>
      <legend>{t('cases.person.age')}</legend>
      <Radio.Group
        value={typed.age}
        onChange={(value) => change({ age: value as AgeKind })}
        aria-label={t('cases.person.age')}
      >
        <div className={styles.row}>
          {(['birth', 'said', 'unknown'] as const).map((kind) => (
            <Radio key={kind} value={kind} label={t(`cases.age.kind.${kind}`)} />
          ))}
        </div>
      </Radio.Group>
      {typed.age === 'birth' && (
        <Field name="birthOn" label={t('cases.person.birthOn')} problem={problem} required>
          <TextInput
            type="date"
            max={today}
            value={typed.birthOn}
            onChange={(event) => change({ birthOn: event.currentTarget.value })}
          />
        </Field>
      )}
      {typed.age === 'said' && (
        <div className={styles.pair}>
          <Field name="ageStated" label={t('cases.person.ageStated')} problem={problem} required>
            <TextInput
              type="number"
              min={0}
              max={120}
              value={typed.ageStated}
              onChange={(event) => change({ ageStated: event.currentTarget.value })}
            />
          </Field>
          <Field
            name="ageStatedOn"
            label={t('cases.person.ageStatedOn')}
            hint={t('cases.person.ageStatedOn.hint')}
            problem={problem}
            required
          >
            <TextInput
              type="date"
              max={today}
              value={typed.ageStatedOn}
              onChange={(event) => change({ ageStatedOn: event.currentTarget.value })}
            />
          </Field>
        </div>
      )}
    </fieldset>
  )
}

function SecretFields({ typed, has, problem, change }: FieldsProps) {
  const { t } = useWords()
  const set = (kind: SecretKind, value: string) =>
    change({ secrets: { ...typed.secrets, [kind]: value } })
  const toggle = (kind: SecretKind, gone: boolean) =>
    change({
      removed: gone ? [...typed.removed, kind] : typed.removed.filter((one) => one !== kind),
    })
  return (
    <fieldset className={styles.set}>
      <legend>{t('cases.sealed')}</legend>
      <p className={styles.small}>{t('cases.sealed.hint')}</p>
      {secretKinds.map((kind) => {
        const kept = has.includes(kind)
        const value = typed.secrets[kind]
        const hint = kept
          ? t('cases.sealed.replace')
          : kind === 'address'
            ? undefined
            : t(`cases.identifier.${kind}.hint`)
        return (
          <div key={kind}>
            <Field name={kind} label={t(`cases.identifier.${kind}`)} hint={hint} problem={problem}>
              {kind === 'address' ? (
                <Textarea
                  autosize
                  minRows={2}
                  maxLength={2000}
                  dir="auto"
                  value={value}
                  onChange={(event) => set(kind, event.currentTarget.value)}
                />
              ) : (
                <TextInput
                  dir="ltr"
                  autoComplete="off"
                  maxLength={60}
                  value={value}
                  onChange={(event) => set(kind, event.currentTarget.value)}
                />
              )}
            </Field>
            {kept && (
              <Checkbox
                mt="xs"
                label={t('cases.sealed.remove')}
                checked={typed.removed.includes(kind)}
                onChange={(event) => toggle(kind, event.currentTarget.checked)}
              />
            )}
          </div>
        )
      })}
    </fieldset>
  )
}
