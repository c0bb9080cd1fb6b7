import {
  type CSSVariablesResolver,
  createTheme,
  type MantineColorsTuple,
  Modal,
  MultiSelect,
  PasswordInput,
  Tooltip,
} from '@mantine/core'

const green: MantineColorsTuple = [
  '#E3F0EC', '#CCE3DC', '#A9CFC5', '#7FB7AA', '#4F9A8B', '#2A7F70',
  '#0A665A', '#08574D', '#064840', '#043A33',
] // biome-ignore format: a palette reads as one row
// Mantine's own grey, red and yellow fall under 4.5:1 for text; these begin where they pass.
const gray: MantineColorsTuple = [
  '#F7F5EF',
  '#F0ECE3',
  '#E5E0D6',
  '#D6D0C4',
  '#B9B3A6',
  '#8B8578',
  '#55606E',
  '#47515E',
  '#333D49',
  '#1C2530',
]
const red: MantineColorsTuple = [
  '#FBEAE7',
  '#F6D3CD',
  '#EBAAA1',
  '#DD7D72',
  '#CC5347',
  '#B8372B',
  '#A5261C',
  '#8E1F16',
  '#761912',
  '#5F130D',
]
const amber: MantineColorsTuple = [
  '#FAF1DC',
  '#F2E2BA',
  '#E4C984',
  '#CFAA4E',
  '#AE8322',
  '#936A0C',
  '#7A5200',
  '#674500',
  '#543800',
  '#422C00',
]

const sans = "'Source Sans 3', 'Noto Naskh Arabic', sans-serif"

/** look.md as a Mantine theme. Its CSS variables are written out in theme.css. */
export const theme = createTheme({
  colors: { green, gray, red, yellow: amber, orange: amber, amber, teal: green },
  primaryColor: 'green',
  primaryShade: 6,
  white: '#FFFFFF',
  black: '#1C2530',
  fontFamily: sans,
  fontFamilyMonospace: "ui-monospace, 'DejaVu Sans Mono', monospace",
  headings: { fontFamily: "'Source Serif 4', 'Noto Nastaliq Urdu', serif", fontWeight: '600' },
  fontSizes: {
    xs: '0.8125rem',
    sm: '0.90625rem',
    md: '0.96875rem',
    lg: '1.0625rem',
    xl: '1.25rem',
  },
  defaultRadius: 'md',
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    // The scroll lock writes a <style> element, which the content security policy refuses.
    Modal: Modal.extend({
      defaultProps: {
        lockScroll: false,
        centered: true,
        // Mantine's <header> would stand as a second banner beside the rail's.
        attributes: { header: { role: 'presentation' } },
      },
    }),
    Tooltip: Tooltip.extend({ defaultProps: { multiline: true, maw: 320, withArrow: true } }),
    // The list scrolls itself: a scroll area around it could be reached by no key.
    MultiSelect: MultiSelect.extend({
      defaultProps: { withScrollArea: false },
      styles: { options: { maxHeight: '16rem', overflowY: 'auto' } },
    }),
    PasswordInput: PasswordInput.extend({ defaultProps: { autoComplete: 'off' } }),
  },
})

const light = {
  '--mantine-color-body': '#FBFAF6',
  '--mantine-color-text': '#1C2530',
  '--mantine-color-dimmed': '#55606E',
  '--mantine-color-error': '#A5261C',
  '--mantine-color-placeholder': '#66707C',
  '--mantine-color-anchor': '#0A665A',
  '--mantine-color-default-border': '#8B8578',
  '--mantine-color-disabled': '#F0ECE3',
  '--mantine-color-disabled-color': '#55606E',
  '--mantine-color-disabled-border': '#D6D0C4',
}

export const cssVariables: CSSVariablesResolver = () => ({ variables: {}, light, dark: light })
