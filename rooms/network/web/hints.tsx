import { Button, VisuallyHidden } from '@mantine/core'
import { useState } from 'react'
import { Link } from 'react-router'
import { dayInPakistan } from '../../../core/days.ts'
import { PersonName, Tag } from '../../../web/workspace/parts.tsx'
import { useSession } from '../../../web/workspace/session.tsx'
import { useWords } from '../../../web/workspace/words.tsx'
import { ageText } from '../../cases/web/door.ts'
import { askers, writers } from '../permissions.ts'
import type { AgencyTold, HintView } from '../shapes.ts'
import { AskForm } from './ask-form.tsx'
import styles from './hints.module.css'
import { type InForm, useHints } from './use-hints.ts'

/** Beside a form: who may be the person that is being typed, here and in other agencies' files. */
export function Hints({ person }: { person: InForm }) {
  const { has } = useSession()
  return has(...writers) ? <Found person={person} /> : null
}

function Found({ person }: { person: InForm }) {
  const { t } = useWords()
  const { found, again } = useHints(person)
  const [open, setOpen] = useState(false)
  const summary = useSummary(found)
  return (
    <>
      <VisuallyHidden role="status">{summary}</VisuallyHidden>
      {found && summary && (
        <section
          className={styles.hints}
          data-open={open || undefined}
          aria-label={t('network.hints')}
        >
          <div className={styles.head}>
            <p>{summary}</p>
            <Button
              variant="default"
              size="compact-sm"
              aria-expanded={open}
              onClick={() => setOpen(!open)}
            >
              {t(open ? 'network.hints.hide' : 'network.hints.show')}
            </Button>
          </div>
          {open && (
            <ul className={styles.list}>
              {found.elsewhere.map((one) => (
                <Elsewhere key={one.ask} one={one} person={person} again={again} />
              ))}
              {found.noted.map((one) => (
                <Noted key={one.caseId} one={one} caseId={person.caseId} />
              ))}
              {found.near.map((one) => (
                <Near key={one.person.personId} one={one} caseId={person.caseId} />
              ))}
            </ul>
          )}
        </section>
      )}
    </>
  )
}

function useAgencyName() {
  const { t, pick } = useWords()
  return ({ kind, name }: AgencyTold) => (name ? pick(name) : t(`network.agency-kind.${kind}`))
}

function useByText() {
  const { t } = useWords()
  return (by: HintView['elsewhere'][number]['by']) =>
    by.map((rule) => t(`network.by.${rule}`)).join(t('cases.comma'))
}

function useSummary(found: HintView | undefined): string {
  const { t, number } = useWords()
  const nameOf = useAgencyName()
  const byText = useByText()
  if (!found) return ''
  const [first, ...more] = found.elsewhere
  const parts: string[] = []
  if (first)
    parts.push(
      first.own
        ? t('network.hints.own-team', { by: byText(first.by) })
        : t('network.hints.has-this', { agency: nameOf(first.agency), by: byText(first.by) }),
    )
  if (more.length) parts.push(t('network.hints.others', { count: more.length }))
  if (found.near.length)
    parts.push(t('network.hints.near', { count: found.near.length, n: number(found.near.length) }))
  if (found.noted.length)
    parts.push(
      t('network.hints.noted', { count: found.noted.length, n: number(found.noted.length) }),
    )
  return parts.join(' ')
}

function Noted({ one, caseId }: { one: HintView['noted'][number]; caseId: string | undefined }) {
  const { t } = useWords()
  const byText = useByText()
  return (
    <li>
      <Link to={`/cases/${one.caseId}`} target="_blank" rel="noopener">
        <bdi>{one.reference}</bdi>
        <VisuallyHidden> {t('network.hints.new-page')}</VisuallyHidden>
      </Link>{' '}
      <span className={styles.soft}>
        {byText(one.by)}
        {one.caseId === caseId && <> · {t('network.hints.this-file')}</>}
      </span>
    </li>
  )
}

function Elsewhere({
  one,
  person,
  again,
}: {
  one: HintView['elsewhere'][number]
  person: InForm
  again: () => void
}) {
  const { t } = useWords()
  const { has } = useSession()
  const nameOf = useAgencyName()
  const byText = useByText()
  const [asking, setAsking] = useState(false)
  const agency = nameOf(one.agency)
  return (
    <li>
      <div>
        <b>
          <bdi dir="auto">{agency}</bdi>
        </b>{' '}
        <span className={styles.soft}>{byText(one.by)}</span>
      </div>
      <p className={styles.soft}>{t(one.own ? 'network.hints.own.what' : 'network.hints.what')}</p>
      <div className={styles.actions}>
        {one.asked && (
          <Tag tone={one.asked === 'granted' ? 'met' : 'partly'}>
            {t(`network.request.${one.asked}`)}
          </Tag>
        )}
        {!one.own && one.asked !== 'asked' && person.caseId && has(...askers) && (
          <Button variant="default" size="compact-md" onClick={() => setAsking(true)}>
            {t('network.ask.button', { agency })}
          </Button>
        )}
        {!one.own && !person.caseId && (
          <span className={styles.soft}>{t('network.ask.case-first')}</span>
        )}
      </div>
      {asking && (
        <AskForm
          person={person}
          ask={one.ask}
          agency={agency}
          close={() => setAsking(false)}
          sent={() => {
            setAsking(false)
            again()
          }}
        />
      )}
    </li>
  )
}

function Near({ one, caseId }: { one: HintView['near'][number]; caseId: string | undefined }) {
  const words = useWords()
  const { t } = words
  const { person, signs } = one
  const facts = [
    person.roles.map((role) => t(`case-role.${role}`)).join(t('cases.comma')),
    ...(person.birthOn || person.ageStated !== null
      ? [ageText(words, person, dayInPakistan(new Date()))]
      : []),
  ]
  return (
    <li>
      <div>
        {/* In a page of its own: what is being typed stays where it is. */}
        <Link to={`/cases/${person.caseId}/people`} target="_blank" rel="noopener">
          <PersonName name={person.name ?? person.otherName} />
          <VisuallyHidden> {t('network.hints.new-page')}</VisuallyHidden>
        </Link>{' '}
        {person.name && person.otherName && (
          <bdi dir="auto" className={styles.soft}>
            {person.otherName}
          </bdi>
        )}
      </div>
      <div className={styles.soft}>
        {facts.join(t('cases.comma'))} · <bdi>{person.reference}</bdi>
        {person.caseId === caseId && <> · {t('network.hints.this-file')}</>}
      </div>
      <div className={styles.soft}>
        {signs
          .filter(({ weight }) => weight > 0)
          .slice(0, 3)
          .map(({ field, sign }) => t(`network.sign.${field}.${sign}`))
          .join(' · ')}
      </div>
    </li>
  )
}
