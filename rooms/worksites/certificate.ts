import type { PrintDocument } from '../../web/print/document.ts'
import type { PrintWords } from '../../web/print/wording.ts'
import { apart, citedIn } from './advance-sheet.ts'
import type { ReleaseRecord } from './release-records.ts'
import { bondedLabourRule } from './rules.ts'
import type { Family, Site } from './site-records.ts'

/** The release certificate of one family; where it went to stays off it. */
export function releaseCertificate(
  words: PrintWords,
  of: {
    release: ReleaseRecord
    site: Pick<Site, 'name' | 'place'>
    family: Pick<Family, 'name' | 'members'>
  },
): PrintDocument {
  const { t, date, number, pick } = words
  const { release, site, family } = of
  const rule = (section: string) =>
    citedIn(words, bondedLabourRule(section, site.place.province, release.orderedOn!))
  const known = (text: string | null) => (text ? apart(text) : t('work.not-known'))
  return {
    lang: words.lang,
    title: t('worksites.certificate'),
    side: [known(release.certificateNumber), date(release.certifiedOn!)],
    blocks: [
      {
        kind: 'facts',
        rows: [
          [t('worksites.family'), apart(family.name)],
          [t('worksites.visit.site'), `${apart(site.name)}, ${pick(site.place.name)}`],
          [t('worksites.certificate.ordered-by'), t(`worksites.authority.${release.authority}`)],
          [t('worksites.release.order-number'), known(release.orderNumber)],
          [t('worksites.release.ordered-on'), date(release.orderedOn!)],
          [t('worksites.release.left-on'), date(release.leftOn!)],
        ],
      },
      { kind: 'text', text: t('worksites.certificate.text'), strong: true },
      {
        kind: 'table',
        columns: [t('worksites.name'), t('worksites.age')],
        rows: family.members.map((one) => [
          known(one.name),
          one.age === null ? t('work.not-known') : number(one.age),
        ]),
      },
      { kind: 'heading', text: t('worksites.certificate.means') },
      {
        kind: 'list',
        items: [
          ['owes-nothing', '4(2)'],
          ['may-leave', '4(2)'],
          ['nobody-takes', '8(1)'],
        ].map(([code, section]) => ({
          lead: '',
          text: t(`worksites.certificate.${code}`),
          under: [],
          small: rule(section!),
        })),
      },
      { kind: 'text', text: t('worksites.certificate.help'), strong: true },
      { kind: 'signature', text: t('worksites.certificate.signature') },
    ],
    foot: t('worksites.sheet.foot'),
  }
}
