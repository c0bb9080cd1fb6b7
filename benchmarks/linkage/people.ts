/**
 * Made-up people on made-up lists, for measuring linkage: each person has a name in Urdu and its
 * usual Roman spellings, and each record of a person is written by a clerk with habits of his own
 * (script, keyboard, order, what is left out). Tokens and slips are chosen to differ from those the
 * rules were written with. Repeatable: the same seed makes the same people.
 */
export interface Made {
  id: string
  person: string
  script: 'roman' | 'urdu'
  name: string
  father: string
  cnic: string
  phone: string
  dob: string
  village: string
  district: string
}

// urdu | roman spellings, commonest first
const men = `ارسلان|Arsalan,Arslan
ذیشان|Zeeshan,Zishan,Zeshan
کاشان|Kashan
فرحان|Farhan,Farhaan
نعمان|Noman,Nauman,Numan
سلمان|Salman,Suleman
شہریار|Shahryar,Shehryar,Sheheryar
تیمور|Taimoor,Timur,Taimur
جنید|Junaid,Junaed
اسامہ|Usama,Osama
حمزہ|Hamza,Hamzah
معین|Moin,Moeen,Mueen
نثار|Nisar,Nissar
اللہ یار|Allah Yar,Allahyar
پیر محمد|Pir Muhammad,Peer Mohd
سومار|Soomar,Sumar
جمعو|Jumo,Jummo
ہاشم|Hashim,Hashem
موسیٰ|Musa,Moosa
عیسیٰ|Isa,Essa,Eesa
یعقوب|Yaqoob,Yakub,Yaqub
داؤد|Dawood,Daud
زرداد|Zardad,Zar Dad
میرویس|Mirwais,Mirvais
شیرزمان|Sherzaman,Sher Zaman
حضرت گل|Hazrat Gul,Hazratgul
بخت زمین|Bakht Zamin,Bakht Zameen
لال خان|Lal Khan,Laal Khan
نصیر|Naseer,Nasir,Nasser
بشارت|Basharat,Bisharat
صداقت|Sadaqat,Sadakat
شفاعت|Shafaat,Shafat
عنصر|Ansar,Ansir
مدثر|Mudassar,Mudasir,Mudassir
مزمل|Muzammil,Muzamil
مبشر|Mubashir,Mubashar
وقاص|Waqas,Wakas
خرم|Khurram,Khuram
فیضان|Faizan,Fezan
ریحان|Rehan,Raihan
جارج|George,Jarj
یوسف مسیح|Yousaf Masih,Yusuf Maseeh
کرشن|Krishan,Kishan
رمیش|Ramesh,Rameesh
ابراہیم|Ibrahim,Ibraheem,Abrahim
اسحاق|Ishaq,Ishak,Isaac
ایاز|Ayaz,Ayyaz
ممتاز|Mumtaz,Momtaz
غضنفر|Ghazanfar,Gazanfar
ظہیر|Zaheer,Zahir`
const women = `ماریہ|Maria,Mariya
ثمینہ|Samina,Sameena
رخشندہ|Rakhshanda,Rukhshanda
نگہت|Nighat,Nigat
طاہرہ|Tahira,Taahira
عالیہ|Aliya,Alia,Aaliya
سدرہ|Sidra,Sidrah
اقصیٰ|Aqsa,Aksa
حفصہ|Hafsa,Hafsah
ایمن|Aiman,Ayman
سویرا|Sawera,Savera
مسرت|Musarrat,Musarat
شہلا|Shehla,Shahla
گل مکئی|Gul Makai,Gulmakai
زیتون|Zaitoon,Zaitun
مائی سبھائی|Mai Sabhai,Maai Subhai
روزینہ|Rozina,Rozeena
کنول|Kanwal,Kanval
تہمینہ|Tehmina,Tahmina
نسرین|Nasreen,Nasrin
عذرا|Azra,Uzra
بلقیس|Bilqees,Bilquis,Bilqis
آسیہ|Asia,Aasia,Asiya
گلشن|Gulshan,Gulshen`
const families = `کھوکھر|Khokhar,Khokher
سیال|Sial,Siyal
وڑائچ|Warraich,Waraich
گجر|Gujjar,Gujar
مہر|Mehar,Mahar
سومرو|Soomro,Sumro
کلہوڑو|Kalhoro,Kalhoro
بھٹو|Bhutto,Bhuto
مری|Marri,Mari
رند|Rind
خروٹی|Kharoti,Kharooti
شنواری|Shinwari,Shinvari
مہمند|Mohmand,Momand
یوسفزئی|Yousafzai,Yusufzai
انصاری|Ansari,Ansary
قریشی|Qureshi,Quraishi
مسیح|Masih,Maseeh
راجپوت|Rajput,Rajpoot
ملاح|Mallah,Malah
کولہی|Kolhi,Kohli`
const villages = `چک|Chak
کوٹ|Kot
گوٹھ|Goth
بستی|Basti
ڈھوک|Dhok
کلی|Killi
موضع|Mouza
ٹبی|Tibbi`
const places = `گجرات|Gujrat
سیالکوٹ|Sialkot
شیخوپورہ|Sheikhupura
رحیم یار خان|Rahim Yar Khan
ڈیرہ غازی خان|Dera Ghazi Khan
مظفرگڑھ|Muzaffargarh
سانگھڑ|Sanghar
عمرکوٹ|Umerkot
تھرپارکر|Tharparkar
خیرپور|Khairpur
سوات|Swat
مردان|Mardan
چارسدہ|Charsadda
پشین|Pishin
خضدار|Khuzdar
تربت|Turbat`

interface Token {
  urdu: string
  roman: string[]
}
const tokens = (text: string): Token[] =>
  text.split('\n').map((line) => {
    const [urdu, roman] = line.split('|')
    return { urdu: urdu!, roman: roman!.split(',') }
  })
const [male, female, clan, kinds, districts] = [men, women, families, villages, places].map(
  tokens,
) as [Token[], Token[], Token[], Token[], Token[]]

/** mulberry32 (T. Ettinger, public domain): small, and not the generator of the library. */
function chance(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

// Neighbours on the keyboard, and Urdu letters of one sound.
const near: Record<string, string> = {
  a: 's',
  s: 'a',
  i: 'o',
  o: 'i',
  e: 'r',
  r: 't',
  t: 'y',
  n: 'm',
  m: 'n',
  h: 'j',
  k: 'l',
  l: 'k',
  u: 'i',
  d: 'f',
}
const alike: Record<string, string> = {
  ک: 'ق',
  ق: 'ک',
  س: 'ص',
  ص: 'س',
  ز: 'ذ',
  ذ: 'ز',
  ظ: 'ز',
  ض: 'ز',
  ت: 'ط',
  ط: 'ت',
  ہ: 'ح',
  ح: 'ہ',
  ی: 'ے',
}

/** Makes `count` records of people who are on one to five lists. */
export function* makeRecords(count: number, seed: number): Generator<Made> {
  const random = chance(seed)
  const below = (end: number) => Math.floor(random() * end)
  const often = <T>(from: readonly T[]): T => from[Math.floor(random() ** 1.6 * from.length)]!
  const maybe = (share: number) => random() < share
  const digits = (length: number) => Array.from({ length }, () => below(10)).join('')

  const person = () => {
    const woman = maybe(0.35)
    const own = often(woman ? female : male)
    const father = [often(male), ...(maybe(0.4) ? [often(male)] : [])]
    const family = maybe(0.5) ? [often(clan)] : []
    const district = below(districts.length)
    const year = 1955 + below(52)
    return {
      muhammad: !woman && maybe(0.4),
      name: [
        own,
        ...(woman && maybe(0.5)
          ? [{ urdu: 'بی بی', roman: ['Bibi', 'BB'] }]
          : !woman && maybe(0.3)
            ? [often(male)]
            : []),
        ...family,
      ],
      father: [...father, ...family],
      cnic: `${1 + below(8)}${digits(11)}${woman ? 2 * below(5) : 1 + 2 * below(5)}`,
      phone: `03${digits(9)}`,
      dob: maybe(0.2)
        ? `${year}-01-01`
        : `${year}-${String(1 + below(12)).padStart(2, '0')}-${String(1 + below(28)).padStart(2, '0')}`,
      village: {
        kind: often(kinds),
        token: maybe(0.5) ? often(clan) : undefined,
        number: 1 + below(400),
      },
      district: districts[district]!,
    }
  }

  const slipped = (text: string) => {
    if (text.length < 4 || !maybe(0.07)) return text
    const at = 1 + below(text.length - 2)
    const letter = text[at]!
    const how = random()
    if (how < 0.4)
      return text.slice(0, at) + (near[letter] ?? alike[letter] ?? letter) + text.slice(at + 1)
    if (how < 0.7) return text.slice(0, at) + text.slice(at + 1)
    return how < 0.85
      ? text.slice(0, at) + letter + text.slice(at)
      : text.slice(0, at) + text[at + 1] + letter + text.slice(at + 2)
  }
  const word = (token: Token, script: Made['script']) => {
    if (script === 'urdu')
      return slipped(
        maybe(0.05) ? token.urdu.replace(/./u, (letter) => alike[letter] ?? letter) : token.urdu,
      )
    const roman = maybe(0.6) ? token.roman[0]! : token.roman[below(token.roman.length)]!
    return slipped(roman)
  }
  const nameOf = (parts: readonly Token[], muhammad: boolean, script: Made['script']) => {
    let words = parts.map((part) => word(part, script))
    if (words.length > 1 && maybe(0.12)) words = words.slice(0, -1)
    if (words.length > 1 && script === 'roman' && maybe(0.04)) words[1] = `${words[1]![0]}.`
    if (words.length > 1 && maybe(0.04)) words.reverse()
    if (muhammad && maybe(0.75))
      words.unshift(
        script === 'urdu'
          ? 'محمد'
          : ['Muhammad', 'M.', 'Mohd', 'Md'][Math.floor(random() ** 2 * 4)]!,
      )
    if (maybe(0.04)) words.unshift(script === 'urdu' ? 'سید' : 'Syed')
    const text = words.join(' ')
    return script === 'roman' && maybe(0.1) ? text.toUpperCase() : text
  }
  const numberSlip = (text: string) => {
    const at = below(text.length - 1)
    return maybe(0.5)
      ? text.slice(0, at) + below(10) + text.slice(at + 1)
      : text.slice(0, at) + text[at + 1] + text[at] + text.slice(at + 2)
  }
  const dateOf = (dob: string) => {
    const how = random()
    if (how < 0.12) return ''
    if (how < 0.2) return dob.slice(0, 4)
    if (how < 0.25) return `${dob.slice(0, 4)}-01-01`
    if (how < 0.3) return `${Number(dob.slice(0, 4)) + (maybe(0.5) ? 1 : -1)}${dob.slice(4)}`
    const [year, month, day] = dob.split('-')
    return how < 0.33 && Number(day) < 13 ? `${year}-${day}-${month}` : dob
  }

  let made = 0
  for (let number = 0; made < count; number++) {
    const one = person()
    const lists = maybe(0.5) ? 1 : 2 + Math.floor(random() ** 2 * 4)
    for (let list = 0; list < lists && made < count; list++) {
      const script: Made['script'] = maybe(0.45) ? 'urdu' : 'roman'
      const place = [one.village.kind, ...(one.village.token ? [one.village.token] : [])]
        .map((token) => word(token, script))
        .join(' ')
      const hidden = random()
      yield {
        id: `r${made++}`,
        person: `p${number}`,
        script,
        name: nameOf(one.name, one.muhammad, script),
        father: maybe(0.25) ? '' : nameOf(one.father, maybe(0.3), script),
        cnic:
          hidden < 0.4
            ? ''
            : hidden < 0.48
              ? `*********${one.cnic.slice(9)}`
              : maybe(0.06)
                ? numberSlip(one.cnic)
                : one.cnic,
        phone: maybe(0.45) ? '' : maybe(0.35) ? `03${digits(9)}` : one.phone,
        dob: dateOf(one.dob),
        village: maybe(0.2) ? '' : `${place} ${one.village.number}`,
        district: maybe(0.05)
          ? ''
          : script === 'urdu'
            ? one.district.urdu
            : word(one.district, script),
      }
    }
  }
}
