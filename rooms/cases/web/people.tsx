import { Button } from '@mantine/core'
import { useEffect, useState } from 'react'
import { api } from '../../../web/workspace/api.ts'
import { useSend } from '../../../web/workspace/asking.ts'
import { countryName } from '../../../web/workspace/countries.ts'
import { EmptyState, ErrorNote, PersonName, Tag } from '../../../web/workspace/parts.tsx'
import { useWords } from '../../../web/workspace/words.tsx'
import { dayInPakistan } from '../dates.ts'
import { shownCnic } from '../identifiers.ts'
import { roles } from '../person.ts'
import { type CasePerson, type Revealed, type SecretKind, secretKinds } from '../views.ts'
import { ageText, childTag } from './ages.ts'
import styles from './cases.module.css'
import { useOpenedCase } from './opened-case.tsx'
import { PersonForm } from './person-form.tsx'

/** Everybody in the case: victims first, then the accused, then the others. */
export function PeopleTab() {
  const { t } = useWords()
  const file = useOpenedCase()
  const [adding, setAdding] = useState(0)
  const [open, setOpen] = useState(false)
  const may = file.may.write && file.status !== 'closed'
  const add = (
    <Button
      onClick={() => {
        setOpen(true)
      }}
    >
      {t('cases.person.add')}
    </Button>
  )
  const rank = (person: CasePerson) => Math.min(...person.roles.map((role) => roles.indexOf(role)))
  const persons = [...file.persons].sort((a, b) => rank(a) - rank(b))
  return (
    <>
      <div className={styles.between}>
        <h2>{t('cases.people')}</h2>
        {may && persons.length > 0 && <div className={styles.noPrint}>{add}</div>}
      </div>
      {persons.length === 0 && (
        <EmptyState title={t('cases.people.none')} action={may ? add : undefined}>
          {t('cases.people.none.text')}
        </EmptyState>
      )}
      <div className={styles.cards}>
        {persons.map((person) => (
          <PersonCard key={person.id} person={person} may={may} />
        ))}
      </div>
      {may && (
        <PersonForm
          key={adding}
          opened={open}
          onClose={() => setOpen(false)}
          onSaved={() => {
            setOpen(false)
            setAdding(adding + 1)
          }}
        />
      )}
    </>
  )
}

function PersonCard({ person, may }: { person: CasePerson; may: boolean }) {
  const words = useWords()
  const { t, lang } = words
  const [editing, setEditing] = useState(false)
  const today = dayInPakistan(new Date())
  const child = childTag(person, today)
  const facts: [string, string | null][] = [
    [t('cases.person.sex'), t(`sex.${person.sex}`)],
    [t('cases.person.age'), ageText(words, person, today)],
    [t('cases.person.citizenship'), person.citizenship && countryName(person.citizenship, lang)],
    [t('cases.person.fatherName'), person.fatherName],
    [t('cases.person.processRole'), person.processRole && t(`process-role.${person.processRole}`)],
  ]
  return (
    <article className={styles.person} aria-labelledby={`person-${person.id}`}>
      <div className={styles.between}>
        <div>
          <h3 id={`person-${person.id}`}>
            <PersonName name={person.name} />
          </h3>
          {person.otherName && (
            <div className={styles.soft}>
              <PersonName name={person.otherName} />
            </div>
          )}
        </div>
        <div className={styles.row}>
          {person.roles.map((role) => (
            <Tag key={role} tone={role === 'victim' ? 'met' : 'neutral'}>
              {t(`case-role.${role}`)}
            </Tag>
          ))}
          {child && <Tag tone="partly">{t(`cases.child.${child}`)}</Tag>}
          {may && (
            <Button
              className={styles.noPrint ?? ''}
              variant="default"
              size="compact-sm"
              onClick={() => setEditing(true)}
              aria-describedby={`person-${person.id}`}
            >
              {t('work.edit')}
            </Button>
          )}
        </div>
      </div>
      <dl>
        {facts
          .filter(([, value]) => value)
          .map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>
                <bdi dir="auto">{value}</bdi>
              </dd>
            </div>
          ))}
      </dl>
      <Identifiers person={person} />
      {may && (
        <PersonForm
          key={person.version}
          person={person}
          opened={editing}
          onClose={() => setEditing(false)}
          onSaved={() => setEditing(false)}
        />
      )}
    </article>
  )
}

const SHOWN_MS = 120_000

/** Sealed identifiers: named, shown when asked for, hidden again after two minutes. */
function Identifiers({ person }: { person: CasePerson }) {
  const { t } = useWords()
  const { id } = useOpenedCase()
  const [shown, setShown] = useState<Revealed>()
  const { send, busy, problem } = useSend(
    () => api.post<Revealed>(`/api/cases/${id}/persons/${person.id}/reveal`),
    { done: setShown },
  )
  useEffect(() => {
    if (!shown) return
    const timer = setTimeout(() => setShown(undefined), SHOWN_MS)
    return () => clearTimeout(timer)
  }, [shown])
  if (!person.has.length)
    return (
      <div className={styles.sealed}>
        <span className={styles.small}>{t('cases.sealed.none')}</span>
      </div>
    )
  if (!shown) {
    return (
      <div className={styles.sealed}>
        <span>
          {t('cases.sealed.kept', {
            what: person.has.map((kind) => t(`cases.identifier.${kind}`)).join(t('cases.comma')),
          })}
        </span>
        <Button
          className={styles.noPrint ?? ''}
          variant="default"
          size="compact-sm"
          loading={busy}
          onClick={() => void send()}
        >
          {t('cases.sealed.show')}
        </Button>
        <span className={styles.small}>{t('cases.sealed.recorded')}</span>
        <ErrorNote problem={problem} />
      </div>
    )
  }
  return (
    <div className={styles.sealed} aria-live="polite">
      {secretKinds
        .filter((kind) => shown[kind])
        .map((kind) => (
          <span key={kind}>
            <span className={styles.small}>{t(`cases.identifier.${kind}`)} </span>
            <Shown kind={kind} value={shown[kind]!} />
          </span>
        ))}
      <Button variant="default" size="compact-sm" onClick={() => setShown(undefined)}>
        {t('cases.sealed.hide')}
      </Button>
    </div>
  )
}

function Shown({ kind, value }: { kind: SecretKind; value: string }) {
  if (kind === 'address') return <bdi dir="auto">{value}</bdi>
  return (
    <bdi dir="ltr" className={styles.number}>
      {kind === 'cnic' ? shownCnic(value) : value}
    </bdi>
  )
}
