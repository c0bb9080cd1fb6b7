import { Button } from '@mantine/core'
import { useState } from 'react'
import { api, type ProblemError } from '../../../web/workspace/api.ts'
import { useSend } from '../../../web/workspace/asking.ts'
import {
  asBoolean,
  asCount,
  CodeField,
  TextField,
  type TriState,
  triState,
} from '../../../web/workspace/fields.tsx'
import { FormModal } from '../../../web/workspace/form-modal.tsx'
import { useWords } from '../../../web/workspace/words.tsx'
import { sexes } from '../site.ts'
import type { FamilyView } from './answers.ts'
import { DayField } from './fields.tsx'
import styles from './worksites.module.css'

interface MemberTyped {
  id: string
  name: string
  sex: string
  age: string
  works: string
  atSchool: string
}
const asTriState = (answer: boolean | null): TriState =>
  answer === null ? 'unknown' : answer ? 'yes' : 'no'

const nobody: MemberTyped = {
  id: '',
  name: '',
  sex: 'NonSpecifiedUnknown',
  age: '',
  works: 'unknown',
  atSchool: 'unknown',
}

/** A family and its members, in one form: new at a site, or put right. */
export function FamilyForm({
  siteId,
  family,
  close,
}: {
  siteId: string
  family?: FamilyView
  close: () => void
}) {
  const { t } = useWords()
  const [name, setName] = useState(family?.name ?? '')
  const [cameOn, setCameOn] = useState(family?.cameOn ?? '')
  const [livesThere, setLivesThere] = useState<string>(asTriState(family?.livesThere ?? null))
  const [members, setMembers] = useState<MemberTyped[]>(
    family
      ? family.members.map((one) => ({
          id: one.id,
          name: one.name ?? '',
          sex: one.sex,
          age: one.age === null ? '' : String(one.age),
          works: asTriState(one.works),
          atSchool: asTriState(one.atSchool),
        }))
      : [nobody],
  )
  const { send, busy, problem } = useSend(
    () =>
      api.post(`/api/worksites/${family ? `families/${family.id}` : `${siteId}/families`}`, {
        ...(family && { version: family.version }),
        name,
        cameOn: cameOn || null,
        livesThere: asBoolean(livesThere),
        members: members.map((one) => ({
          ...(family && { id: one.id || null }),
          name: one.name || null,
          sex: one.sex,
          age: asCount(one.age),
          works: asBoolean(one.works),
          atSchool: asBoolean(one.atSchool),
        })),
      }),
    { refresh: ['/api/worksites'], done: close },
  )
  const change = (at: number, to: Partial<MemberTyped>) =>
    setMembers((before) => before.map((one, i) => (i === at ? { ...one, ...to } : one)))
  return (
    <FormModal
      title={t(family ? 'worksites.correct' : 'worksites.family.add')}
      close={close}
      submit={send}
      busy={busy}
      problem={problem}
    >
      <TextField
        name="name"
        label={t('worksites.family.name')}
        hint={t('worksites.family.name.hint')}
        value={name}
        set={setName}
        problem={problem}
        required
      />
      <div className={styles.pair}>
        <DayField
          name="cameOn"
          label={t('worksites.family.came-on')}
          value={cameOn}
          set={setCameOn}
          problem={problem}
        />
        <CodeField
          name="livesThere"
          label={t('worksites.family.lives-there')}
          codes={triState}
          words="worksites.answer"
          value={livesThere}
          set={setLivesThere}
          problem={problem}
        />
      </div>
      {members.map((one, i) => (
        <MemberFields
          key={i}
          at={i}
          member={one}
          problem={problem}
          change={(to) => change(i, to)}
          remove={() => setMembers((before) => before.filter((_, j) => j !== i))}
        />
      ))}
      <Button variant="default" onClick={() => setMembers((before) => [...before, nobody])}>
        {t('worksites.member.add')}
      </Button>
    </FormModal>
  )
}

function MemberFields({
  at,
  member,
  problem,
  change,
  remove,
}: {
  at: number
  member: MemberTyped
  problem: ProblemError | undefined
  change: (to: Partial<MemberTyped>) => void
  remove: () => void
}) {
  const { t, number } = useWords()
  const field = (key: keyof MemberTyped) => ({
    name: `members.${at}.${key}`,
    problem,
    value: member[key],
    set: (value: string) => change({ [key]: value }),
  })
  return (
    <fieldset className={styles.entry}>
      <legend>{t('worksites.member-n', { n: number(at + 1) })}</legend>
      <div className={styles.stack}>
        <TextField {...field('name')} label={t('worksites.name')} />
        <div className={styles.pair}>
          <CodeField
            {...field('sex')}
            label={t('worksites.sex')}
            codes={sexes}
            words="worksites.sex"
            required
          />
          <TextField {...field('age')} label={t('worksites.age')} inputMode="numeric" most={4} />
        </div>
        <div className={styles.pair}>
          <CodeField
            {...field('works')}
            label={t('worksites.member.works')}
            codes={triState}
            words="worksites.answer"
          />
          <CodeField
            {...field('atSchool')}
            label={t('worksites.member.at-school')}
            codes={triState}
            words="worksites.answer"
          />
        </div>
        {!member.id && (
          <Button variant="subtle" size="compact-sm" onClick={remove}>
            {t('work.remove')}
          </Button>
        )}
      </div>
    </fieldset>
  )
}
