import { type ComponentType, createContext, Suspense, useContext } from 'react'

/** A person as far as it stands in a form: what was not filled in is empty or left out. */
export interface PersonInForm {
  /** The case that is written in; left out while it is not open yet. */
  caseId?: string
  /** The person who is changed; left out while it is a new one. */
  personId?: string
  name?: string
  otherName?: string
  fatherName?: string
  sex?: string
  birthOn?: string
  ageStated?: number
  ageStatedOn?: string
  cnic?: string
  passport?: string
  phone?: string
  account?: string
}

export type BesidePerson = ComponentType<{ person: PersonInForm }>

/** Filled in by the wiring: what a later room has to say of a person who is being typed. */
export const BesidePersonContext = createContext<BesidePerson | undefined>(undefined)

/** For every form that takes a person down; shows nothing where no room has anything to say. */
export function KnownPeople({ person }: { person: PersonInForm }) {
  const Beside = useContext(BesidePersonContext)
  if (!Beside) return null
  return (
    <Suspense fallback={null}>
      <Beside person={person} />
    </Suspense>
  )
}
