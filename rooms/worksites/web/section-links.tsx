import { NavLink } from 'react-router'
import { useWords } from '../../../web/workspace/words.tsx'
import styles from './worksites.module.css'

const sections = [
  { to: '/worksites', label: 'worksites.sites' },
  { to: '/worksites/committees', label: 'worksites.committees' },
  { to: '/worksites/wages', label: 'worksites.wages' },
] as const

/** The lists of this room, beside each other. */
export function SectionLinks() {
  const { t } = useWords()
  return (
    <nav className={styles.sections} aria-label={t('worksites.title')}>
      {sections.map(({ to, label }) => (
        <NavLink key={to} to={to} end>
          {t(label)}
        </NavLink>
      ))}
    </nav>
  )
}
