/** @jsxImportSource preact */
import type { VNode } from 'preact'
import { DangerNow, Fate, type Line, say } from '../../../../web/public/pieces.tsx'
import type { Text } from '../../../../web/public/text.ts'
import { officialOf, type QuestionKey, questions } from '../../questions.ts'
import { ListField, ManyOf, OneOf, type Option, WrittenField } from './choices.tsx'
import { type Draft, type PlaceChoice, withAnswer } from './draft.ts'
import { FilesField, type PickedFile } from './files-field.tsx'

export interface Province extends Option {
  districts: readonly Option[]
}

export interface StepProps {
  t: Text
  draft: Draft
  change(draft: Draft): void
  provinces: readonly Province[]
  countries: readonly Option[]
  lines: readonly Line[]
  files: readonly PickedFile[]
  setFiles(change: (files: readonly PickedFile[]) => readonly PickedFile[]): void
}

export const stepNames = [
  'about',
  'kind',
  'signs',
  'place',
  'story',
  'people',
  'danger',
  'contact',
] as const
export type StepName = (typeof stepNames)[number]

const longest = new Map<string, number>(
  questions.flatMap((question) =>
    'longest' in question ? [[question.key, question.longest]] : [],
  ),
)

function codesOf(key: QuestionKey): readonly string[] {
  const question = questions.find((one) => one.key === key)!
  return 'codes' in question ? question.codes : []
}

/** Text fields of each step: a step with a text too long is not left, so that nothing is lost later. */
const written: Partial<Record<StepName, readonly QuestionKey[]>> = {
  place: ['where'],
  story: ['what', 'when'],
  people: ['victim', 'recruiter'],
  contact: ['contact', 'contactSafe'],
}

export function isTooLong(draft: Draft, step: StepName): boolean {
  return (written[step] ?? []).some((key) => (draft.answers[key]?.length ?? 0) > longest.get(key)!)
}

export function titleKeyOf(step: StepName, draft: Draft): string {
  return step === 'signs' && draft.answers.about === 'me'
    ? 'public.signs.title-me.title'
    : `public.${step}.title`
}

const bodies: Record<StepName, (props: StepProps) => VNode> = {
  about: About,
  kind: Kind,
  signs: Signs,
  place: Place,
  story: Story,
  people: People,
  danger: Danger,
  contact: Contact,
}

/** The fields of one step, and what becomes of the answer. */
export function StepBody({ step, ...props }: StepProps & { step: StepName }): VNode {
  const Body = bodies[step]
  return <Body {...props} />
}

function one({ draft, change }: StepProps, key: QuestionKey) {
  return {
    chosen: String(draft.answers[key] ?? ''),
    choose: (code: string) => change(withAnswer(draft, key, code)),
  }
}

function text({ t, draft, change }: StepProps, key: QuestionKey) {
  return {
    t,
    name: key,
    value: String(draft.answers[key] ?? ''),
    write: (value: string) => change(withAnswer(draft, key, value)),
    longest: longest.get(key)!,
  }
}

function Sealed({ t }: { t: Text }): VNode {
  return <Fate sealed>{t('public.fate.sealed')}</Fate>
}

function About(props: StepProps): VNode {
  const { t, draft } = props
  const person = draft.answers.about
  return (
    <>
      <OneOf
        t={t}
        name="about"
        codes={codesOf('about')}
        labelledBy="question"
        {...one(props, 'about')}
      />
      {person && person !== 'an-offer' && (
        <OneOf
          t={t}
          name="age"
          codes={codesOf('ageGroup')}
          legend={t('public.age.label')}
          {...one(props, 'ageGroup')}
        />
      )}
      <Sealed t={t} />
    </>
  )
}

function Kind(props: StepProps): VNode {
  const { t } = props
  return (
    <>
      <OneOf
        t={t}
        name="kind"
        codes={codesOf('kind')}
        labelledBy="question"
        {...one(props, 'kind')}
      />
      <Fate sealed={false}>{t('public.fate.kind')}</Fate>
    </>
  )
}

function Signs({ t, draft, change }: StepProps): VNode {
  const chosen = draft.answers.signs ?? []
  return (
    <>
      <ManyOf
        t={t}
        name="signs"
        codes={codesOf('signs')}
        labelledBy="question"
        chosen={typeof chosen === 'string' ? [chosen] : chosen}
        choose={(codes) => change(withAnswer(draft, 'signs', codes))}
      />
      <Sealed t={t} />
    </>
  )
}

function Place(props: StepProps): VNode {
  const { t, draft, change, countries } = props
  const { place } = draft
  const set = (part: Partial<PlaceChoice>) => change({ ...draft, place: { ...place, ...part } })
  const known = place.side === 'in-pakistan' || place.side === 'abroad'
  return (
    <>
      <OneOf
        t={t}
        name="place"
        codes={['in-pakistan', 'abroad', 'not-sure']}
        labelledBy="question"
        chosen={place.side}
        choose={(side) => set({ side: side as PlaceChoice['side'] })}
      />
      {place.side === 'abroad' && countries.length > 0 && (
        <ListField
          t={t}
          name="country"
          label={t('public.place.country')}
          options={countries}
          chosen={place.country}
          choose={(country) => set({ country })}
          empty={t('public.place.choose')}
        />
      )}
      {place.side === 'abroad' && <h2 class="written">{t('public.place.home.ask')}</h2>}
      {known && <DistrictFields {...props} set={set} />}
      {known && (
        <Fate sealed={false}>
          {t(place.side === 'abroad' ? 'public.fate.home' : 'public.fate.place')}
        </Fate>
      )}
      <WrittenField
        {...text(props, 'where')}
        label={t('public.place.where')}
        hint={t('public.place.where.hint')}
      />
      <Sealed t={t} />
    </>
  )
}

function DistrictFields(props: StepProps & { set(part: Partial<PlaceChoice>): void }): VNode {
  const { t, draft, provinces, set } = props
  const { province, district } = draft.place
  const districts = provinces.find(({ code }) => code === province)?.districts ?? []
  return (
    <>
      <ListField
        t={t}
        name="province"
        label={t('public.place.province')}
        options={provinces}
        chosen={province}
        choose={(code) => set({ province: code, district: '' })}
        empty={t('public.place.choose')}
      />
      {districts.length > 0 && (
        <ListField
          t={t}
          name="district"
          label={t('public.place.district')}
          options={districts}
          chosen={district}
          choose={(code) => set({ district: code })}
          empty={t('public.place.any-district')}
        />
      )}
    </>
  )
}

function Story(props: StepProps): VNode {
  const { t, files, setFiles } = props
  return (
    <>
      <WrittenField {...text(props, 'what')} label={t('public.story.what')} long />
      <FilesField t={t} files={files} setFiles={setFiles} />
      <WrittenField
        {...text(props, 'when')}
        label={t('public.story.when')}
        hint={t('public.story.when.hint')}
      />
      <Sealed t={t} />
    </>
  )
}

function People(props: StepProps): VNode {
  const { t, draft } = props
  const { about } = draft.answers
  return (
    <>
      {about !== 'me' && about !== 'an-offer' && (
        <WrittenField
          {...text(props, 'victim')}
          label={t('public.people.victim')}
          hint={t('public.people.victim.hint')}
          long
        />
      )}
      <WrittenField
        {...text(props, 'recruiter')}
        label={t('public.people.recruiter')}
        hint={t('public.people.recruiter.hint')}
        long
      />
      <OneOf
        t={t}
        name="official"
        codes={codesOf('official')}
        legend={t('public.official.label')}
        {...one(props, 'official')}
      />
      {officialOf(draft.answers.official) && <p class="why">{t('public.official.why')}</p>}
      <Fate sealed>{t('public.fate.accused')}</Fate>
    </>
  )
}

function Danger(props: StepProps): VNode {
  const { t, draft, lines } = props
  return (
    <>
      <OneOf
        t={t}
        name="danger"
        codes={codesOf('danger')}
        labelledBy="question"
        {...one(props, 'danger')}
      />
      {draft.answers.danger === 'yes' && (
        <div role="alert" class="arrive">
          <p>
            <b>{say(t('public.danger.call'))}</b>
          </p>
          <DangerNow t={t} lines={lines} open />
        </div>
      )}
      <Fate sealed={false}>{t('public.fate.danger')}</Fate>
    </>
  )
}

function Contact(props: StepProps): VNode {
  const { t } = props
  return (
    <>
      <WrittenField {...text(props, 'contact')} label={t('public.contact.how')} />
      <WrittenField
        {...text(props, 'contactSafe')}
        label={t('public.contact.safe')}
        hint={t('public.contact.safe.hint')}
      />
      <Sealed t={t} />
    </>
  )
}
