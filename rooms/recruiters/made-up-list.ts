// Made-up licensees, for the try-out and for tests: none of these firms exists.

const first = [
  'Falak',
  'Sitara',
  'Naya',
  'Roshan',
  'Chenab',
  'Margalla',
  'Khyber',
  'Bolan',
  'Zarif',
  'Nakhl',
  'Gulberg',
  'Shaheen',
  'Mehran',
  'Sahil',
  'Kohsar',
  'Wadi',
  'Safeer',
  'Rahbar',
  'Manzil',
  'Karvan',
]
const firstUr = [
  'فلک',
  'ستارہ',
  'نیا',
  'روشن',
  'چناب',
  'مارگلہ',
  'خیبر',
  'بولان',
  'ظریف',
  'نخل',
  'گلبرگ',
  'شاہین',
  'مہران',
  'ساحل',
  'کوہسار',
  'وادی',
  'سفیر',
  'رہبر',
  'منزل',
  'کاروان',
]
const second = [
  'Bahar',
  'Umeed',
  'Safar',
  'Kamal',
  'Noor',
  'Iqbal',
  'Aftab',
  'Subh',
  'Darya',
  'Parwaz',
  'Ittefaq',
  'Madad',
  'Amanat',
]
const secondUr = [
  'بہار',
  'امید',
  'سفر',
  'کمال',
  'نور',
  'اقبال',
  'آفتاب',
  'صبح',
  'دریا',
  'پرواز',
  'اتفاق',
  'مدد',
  'امانت',
]
const cities = [
  'Lahore',
  'Karachi',
  'Rawalpindi',
  'Gujrat',
  'Multan',
  'Peshawar',
  'Quetta',
  'Sialkot',
]
const codes = ['LHR', 'KHI', 'RWP', 'GJT', 'MUL', 'PWR', 'QTA', 'SKT']

export interface MadeUpLicensee {
  licence: string
  nameEn: string
  nameUr: string
  status: string
  city: string
  phone: string
  expires: string
  sent: number
}

/** The i-th made-up licensee; the same for the same i. */
export function madeUpLicensee(i: number, status: string): MadeUpLicensee {
  const a = i % first.length
  const b = Math.floor(i / first.length) % second.length
  const c = i % cities.length
  const round = Math.floor(i / (first.length * second.length))
  const tail = round ? ` ${round + 1}` : ''
  return {
    licence: `MPD/${String(1000 + i)}/${codes[c]}`,
    nameEn: `${first[a]} ${second[b]} Overseas Employment Promoters${tail}`,
    nameUr: `${firstUr[a]} ${secondUr[b]} اوورسیز ایمپلائمنٹ پروموٹرز${tail}`,
    status,
    city: cities[c]!,
    // 0300 0 … is handed to nobody.
    phone: `0300-0${String(i).padStart(6, '0')}`,
    expires: status === 'Valid' ? `2027-${String((i % 12) + 1).padStart(2, '0')}-28` : '2023-06-30',
    sent: (i * 37) % 900,
  }
}

/** A list in the proportions published in November 2024, whose sum does not close; 28 lines have no state. */
export function madeUpList(): MadeUpLicensee[] {
  const parts: readonly (readonly [string, number])[] = [
    ['Valid', 2760],
    ['Surrendered', 832],
    ['Invalid', 9],
    ['Expired', 668],
    ['Cancelled', 807],
    ['', 28],
  ]
  return parts
    .flatMap(([status, n]) => Array.from({ length: n }, () => status))
    .map((status, i) => madeUpLicensee(i, status))
}

/** The list as the authority would send it. */
export function asCsv(list: readonly MadeUpLicensee[]): string {
  const lines = list.map((one) =>
    [
      one.licence,
      one.nameEn,
      one.nameUr,
      one.status,
      one.city,
      one.phone,
      one.expires,
      one.sent,
    ].join(','),
  )
  return `Licence No,Name,Name (Urdu),Status,City,Phone,Valid upto,Workers sent\n${lines.join('\n')}\n`
}
