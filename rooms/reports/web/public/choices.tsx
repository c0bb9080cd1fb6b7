/** @jsxImportSource preact */
import type { VNode } from 'preact'
import { say } from '../../../../web/public/pieces.tsx'
import type { Text } from '../../../../web/public/text.ts'

interface Choosing {
  t: Text
  /** Name of the fields and start of their text keys: `public.<name>.<code>`. */
  name: string
  codes: readonly string[]
  legend?: string
  /** Key of the heading that names the group, where it has no legend of its own. */
  labelledBy?: string
}

export function OneOf(of: Choosing & { chosen: string; choose(code: string): void }): VNode {
  const { t, name, codes, chosen } = of
  return (
    <Group of={of} role="radiogroup">
      {codes.map((code) => (
        <label class="opt" key={code}>
          <input
            type="radio"
            name={name}
            value={code}
            checked={chosen === code}
            onChange={() => of.choose(code)}
          />
          <span>{say(t(`public.${name}.${code}`))}</span>
        </label>
      ))}
    </Group>
  )
}

export function ManyOf(
  of: Choosing & { chosen: readonly string[]; choose(codes: string[]): void },
): VNode {
  const { t, name, codes, chosen } = of
  const toggled = (code: string) =>
    chosen.includes(code) ? chosen.filter((one) => one !== code) : [...chosen, code]
  return (
    <Group of={of} role="group">
      {codes.map((code) => (
        <label class="opt" key={code}>
          <input
            type="checkbox"
            name={name}
            value={code}
            checked={chosen.includes(code)}
            onChange={() => of.choose(toggled(code))}
          />
          <span>
            <b>{t(`public.${name}.${code}`)}</b>
            <small>{t(`public.${name}.${code}.hint`)}</small>
          </span>
        </label>
      ))}
    </Group>
  )
}

function Group({
  of,
  role,
  children,
}: {
  of: Choosing
  role: 'group' | 'radiogroup'
  children: VNode[]
}): VNode {
  if (!of.legend) {
    return (
      // biome-ignore lint/a11y/useAriaPropsSupportedByRole: both roles that come here are named by a heading
      <div role={role} aria-labelledby={of.labelledBy}>
        {children}
      </div>
    )
  }
  return (
    <fieldset>
      <legend>{of.legend}</legend>
      {children}
    </fieldset>
  )
}

interface Writing {
  t: Text
  name: string
  label: string
  hint?: string
  value: string
  write(value: string): void
  /** Characters. Longer text is refused with a word, never cut. */
  longest: number
  long?: boolean
  type?: 'text' | 'tel'
}

export function WrittenField({
  t,
  name,
  label,
  hint,
  value,
  write,
  longest,
  long,
  type = 'text',
}: Writing): VNode {
  const tooLong = value.length > longest
  const described = [hint && `${name}-hint`, tooLong && `${name}-trouble`].filter(Boolean).join(' ')
  const common = {
    id: name,
    name,
    value,
    dir: type === 'tel' ? ('ltr' as const) : ('auto' as const),
    autocomplete: 'off' as const,
    'aria-describedby': described || undefined,
    'aria-invalid': tooLong,
    onInput: (event: { currentTarget: { value: string } }) => write(event.currentTarget.value),
  }
  return (
    <div class="field">
      <label for={name}>{label}</label>
      {hint && <small id={`${name}-hint`}>{say(hint)}</small>}
      {long ? <textarea {...common} rows={6} /> : <input {...common} type={type} />}
      {tooLong && (
        <div class="problem" id={`${name}-trouble`} role="alert">
          {say(t('public.trouble.too-long', { count: value.length, most: longest }))}
        </div>
      )}
    </div>
  )
}

export interface Option {
  code: string
  name: string
}

export function ListField(of: {
  t: Text
  name: string
  label: string
  options: readonly Option[]
  chosen: string
  choose(code: string): void
  empty: string
}): VNode {
  return (
    <div class="field">
      <label for={of.name}>{of.label}</label>
      <select
        id={of.name}
        name={of.name}
        value={of.chosen}
        onChange={(event) => of.choose(event.currentTarget.value)}
      >
        <option value="">{of.empty}</option>
        {of.options.map(({ code, name }) => (
          <option key={code} value={code}>
            {name}
          </option>
        ))}
      </select>
    </div>
  )
}
