/** @jsxImportSource preact */
import type { VNode } from 'preact'
import { isUrgent } from '../../../web/public/helplines.ts'
import type { PublicView } from '../../../web/public/page.ts'
import { HelplineList, lineOf, Phone, SourceGrade, say } from '../../../web/public/pieces.tsx'
import { byKind, type Office } from '../office.ts'

export function Help({ view, offices }: { view: PublicView; offices: readonly Office[] }): VNode {
  const { t, lang } = view
  const sure = view.helplines.filter((line) => line.grade !== 'M')
  const unsure = view.helplines.filter((line) => line.grade === 'M')
  const lines = (of: typeof sure) => of.map((line) => lineOf(line, lang))
  return (
    <>
      <h1>{t('guide.help.title')}</h1>
      <p class="lead">{t('guide.help.lead')}</p>
      <h2>{t('guide.help.urgent.heading')}</h2>
      <div class="card">
        <HelplineList
          t={t}
          lines={lines([...sure.filter(isUrgent), ...sure.filter((line) => !isUrgent(line))])}
        />
      </div>
      <p>
        <a class="way second" href={`/${lang}/report`}>
          {t('guide.report-here')}
        </a>
      </p>
      <h2>{t('guide.help.other.heading')}</h2>
      <p class="soft">{say(t('guide.help.other-note'))}</p>
      <div class="card">
        <HelplineList t={t} lines={lines(unsure)} />
      </div>
      <h2>{t('guide.help.abroad.heading')}</h2>
      <p>{t('guide.help.abroad')}</p>
      <h2>{t('guide.help.offices.heading')}</h2>
      <p class="soft">{t('guide.help.offices-note')}</p>
      {offices.some((office) => office.madeUp) && (
        <p class="problem">{t('guide.help.offices-tryout')}</p>
      )}
      {byKind(offices).map(([kind, some]) => (
        <details class="card" key={kind}>
          <summary>
            <b>{t(`guide.agency-kind.${kind}`)}</b> <bdi>({some.length})</bdi>
          </summary>
          <ul class="offices">
            {some.map((office) => (
              <OfficeLine key={office.id} view={view} office={office} />
            ))}
          </ul>
        </details>
      ))}
    </>
  )
}

function OfficeLine({ view: { t, lang }, office }: { view: PublicView; office: Office }): VNode {
  const spoken = lang === 'ur' ? 'ur' : 'en'
  return (
    <li>
      <b>
        {office.name[spoken]}
        {office.madeUp && ` (${t('guide.made-up')})`}
      </b>
      {office.place && <span>{office.place[spoken]} </span>}
      {office.contact && <Contact text={office.contact} />} <SourceGrade t={t} of={office} />
    </li>
  )
}

function Contact({ text }: { text: string }): VNode {
  if (/^[+\d][\d\s-]+$/.test(text)) return <Phone number={text} />
  if (/^\S+@\S+$/.test(text)) return <a href={`mailto:${text}`}>{<bdi dir="ltr">{text}</bdi>}</a>
  return <span>{text}</span>
}
