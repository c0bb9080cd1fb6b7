import { createContext, useContext } from 'react'

/** Where a page's aside is drawn: an element of the shell. */
export const AsideNode = createContext<HTMLElement | null>(null)

export const useAsideNode = () => useContext(AsideNode)
