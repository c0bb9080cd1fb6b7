// ISO 3166-1: the two letters that Intl knows a country by, and the three that case data carry.
const pairs =
  'AFAFG AXALA ALALB DZDZA ASASM ADAND AOAGO AIAIA AQATA AGATG ARARG AMARM AWABW AUAUS ATAUT AZAZE ' +
  'BSBHS BHBHR BDBGD BBBRB BYBLR BEBEL BZBLZ BJBEN BMBMU BTBTN BOBOL BQBES BABIH BWBWA BVBVT BRBRA ' +
  'IOIOT BNBRN BGBGR BFBFA BIBDI CVCPV KHKHM CMCMR CACAN KYCYM CFCAF TDTCD CLCHL CNCHN CXCXR CCCCK ' +
  'COCOL KMCOM CGCOG CDCOD CKCOK CRCRI CICIV HRHRV CUCUB CWCUW CYCYP CZCZE DKDNK DJDJI DMDMA DODOM ' +
  'ECECU EGEGY SVSLV GQGNQ ERERI EEEST SZSWZ ETETH FKFLK FOFRO FJFJI FIFIN FRFRA GFGUF PFPYF TFATF ' +
  'GAGAB GMGMB GEGEO DEDEU GHGHA GIGIB GRGRC GLGRL GDGRD GPGLP GUGUM GTGTM GGGGY GNGIN GWGNB GYGUY ' +
  'HTHTI HMHMD VAVAT HNHND HKHKG HUHUN ISISL ININD IDIDN IRIRN IQIRQ IEIRL IMIMN ILISR ITITA JMJAM ' +
  'JPJPN JEJEY JOJOR KZKAZ KEKEN KIKIR KPPRK KRKOR KWKWT KGKGZ LALAO LVLVA LBLBN LSLSO LRLBR LYLBY ' +
  'LILIE LTLTU LULUX MOMAC MGMDG MWMWI MYMYS MVMDV MLMLI MTMLT MHMHL MQMTQ MRMRT MUMUS YTMYT MXMEX ' +
  'FMFSM MDMDA MCMCO MNMNG MEMNE MSMSR MAMAR MZMOZ MMMMR NANAM NRNRU NPNPL NLNLD NCNCL NZNZL NINIC ' +
  'NENER NGNGA NUNIU NFNFK MKMKD MPMNP NONOR OMOMN PKPAK PWPLW PSPSE PAPAN PGPNG PYPRY PEPER PHPHL ' +
  'PNPCN PLPOL PTPRT PRPRI QAQAT REREU ROROU RURUS RWRWA BLBLM SHSHN KNKNA LCLCA MFMAF PMSPM VCVCT ' +
  'WSWSM SMSMR STSTP SASAU SNSEN RSSRB SCSYC SLSLE SGSGP SXSXM SKSVK SISVN SBSLB SOSOM ZAZAF GSSGS ' +
  'SSSSD ESESP LKLKA SDSDN SRSUR SJSJM SESWE CHCHE SYSYR TWTWN TJTJK TZTZA THTHA TLTLS TGTGO TKTKL ' +
  'TOTON TTTTO TNTUN TRTUR TMTKM TCTCA TVTUV UGUGA UAUKR AEARE GBGBR USUSA UMUMI UYURY UZUZB VUVUT ' +
  'VEVEN VNVNM VGVGB VIVIR WFWLF EHESH YEYEM ZMZMB ZWZWE'

const twoLetters = new Map(pairs.split(' ').map((pair) => [pair.slice(2), pair.slice(0, 2)]))

/** What a three-letter code is called in a language; the code itself where it has no name. */
export function countryName(code: string, lang: string): string {
  const two = twoLetters.get(code)
  if (!two) return code
  return new Intl.DisplayNames([lang], { type: 'region', fallback: 'code' }).of(two) ?? code
}

// Where people from Pakistan are taken to and brought from most often comes first.
const near = [
  'PAK',
  'AFG',
  'IRN',
  'ARE',
  'SAU',
  'OMN',
  'TUR',
  'GRC',
  'ITA',
  'LBY',
  'EGY',
  'MYS',
  'THA',
  'MMR',
  'KHM',
  'LAO',
  'BGD',
  'IND',
]

export interface Choice {
  value: string
  label: string
}

/** The countries for a choice: the near ones, then all by name. */
export function countryChoices(lang: string): { near: Choice[]; all: Choice[] } {
  const choice = (value: string) => ({ value, label: countryName(value, lang) })
  const all = [...twoLetters.keys()].filter((code) => !near.includes(code)).map(choice)
  return { near: near.map(choice), all: all.sort((a, b) => a.label.localeCompare(b.label, lang)) }
}
