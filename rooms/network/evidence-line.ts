import type { Evidence } from './graph.ts'

interface Wording {
  t: (key: string, values?: Record<string, string>) => string
  date: (day: string) => string
}

/** One thing that a tie rests on, as a line: what, how sure, on what it rests, who said it, when. */
export function evidenceLine({ t, date }: Wording, one: Evidence): string {
  const rolesOf = (roles: readonly string[]) =>
    roles.map((role) => t(`case-role.${role}`)).join(t('cases.comma'))
  const what = {
    file: () => t('network.evidence.file', { roles: rolesOf(one.roles) }),
    incident: () => t(`incident-kind.${one.code}`),
    allegation: () => t(`fact.${one.code}`),
    noted: () => t('network.evidence.noted'),
    register: () => t('network.evidence.register'),
    opened: () => t('network.evidence.opened'),
    visit: () => t('network.evidence.visit'),
    party: () => t('network.evidence.party', { role: t(`worksites.party.${one.code}`) }),
  }[one.kind]()
  const sayer =
    one.saidBy ??
    (one.saidByRoles.length
      ? t('network.evidence.by-role', { roles: rolesOf(one.saidByRoles) })
      : null)
  return [
    what,
    one.certainty && t(`certainty.${one.certainty}`),
    one.restsOn && t(`resting.${one.restsOn}`),
    sayer && t('network.evidence.said-by', { who: sayer }),
    one.on ? date(one.on) : t('network.evidence.no-day'),
  ]
    .filter(Boolean)
    .join(' · ')
}
