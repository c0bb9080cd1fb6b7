import type { Answers } from './questions.ts'
import type { AccusedKind, Decision, Reason, VictimSex } from './report.ts'
import { tryoutReceipt } from './tryout-passphrase.ts'

/** A made-up report. `hoursAgo` says when it came. */
export interface TryoutReport {
  desk: string
  language: string
  hoursAgo: number
  answers: Answers
  /** Where it is published, so that its mailbox can be tried; a new one otherwise. */
  receipt?: string
  /** What the desk has answered. */
  reply?: string
  followUp?: string
  /** What the desk has decided. */
  decided?: {
    decision: Decision
    reason: Reason
    accused: AccusedKind
    victimSex: VictimSex
    hoursAfter: number
  }
}

export const tryoutReports: readonly TryoutReport[] = [
  {
    desk: 'tryout-desk-gujrat',
    language: 'ur',
    hoursAgo: 9,
    receipt: tryoutReceipt,
    answers: {
      danger: 'not-sure',
      about: 'family',
      kind: 'forced-scam-work',
      place: 'PK-PB-gujrat',
      where: 'وہ میانمار کی سرحد کے پاس ایک بند احاطے میں ہے، تھائی لینڈ کے راستے لے جایا گیا',
      what: 'میرے چچا زاد بھائی کو کمپیوٹر کے کام کے لیے بینکاک بھیجا گیا تھا۔ ایجنٹ نے چھ لاکھ روپے لیے۔ اب وہ کہتا ہے کہ اس سے فون پر لوگوں کو دھوکا دلوایا جاتا ہے، باہر نکلنے نہیں دیتے اور پیسے دیے بغیر چھوڑنے سے انکار کرتے ہیں۔',
      signs: ['cannot-leave', 'papers-taken', 'debt', 'threats'],
      when: 'تقریباً تین مہینے پہلے گیا، آخری بار پرسوں رات بات ہوئی',
      victim: 'کامران، عمر بائیس سال، گاؤں کا لڑکا ہے، میٹرک پاس',
      ageGroup: 'adult',
      recruiter: 'ایک آدمی جو خود کو حاجی سلیم کہتا ہے، لالہ موسیٰ میں دکان ہے',
    },
    reply:
      'آپ کا پیغام ہمیں مل گیا ہے۔ مہربانی کر کے بتائیے کہ آپ کے بھائی سے کس ایپ پر بات ہوتی ہے، اور کیا اس نے کبھی جگہ کا نام بتایا؟ اسے یہ نہ بتائیے کہ آپ نے رپورٹ کی ہے، جب تک وہ خود محفوظ نہ ہو۔',
  },
  {
    desk: 'tryout-desk-gujrat',
    language: 'ur',
    hoursAgo: 30,
    answers: {
      danger: 'no',
      about: 'an-offer',
      kind: 'suspicious-offer',
      place: 'PK-PB-mandi-bahauddin',
      what: 'فیس بک پر اشتہار ہے کہ اٹلی میں کھیتوں کا کام ملے گا، صرف ساڑھے چار لاکھ میں، پہلے لیبیا جانا ہو گا۔ ہمارے گاؤں کے سات لڑکے تیار بیٹھے ہیں۔',
      signs: ['lied-to', 'other-people-too'],
      recruiter: 'اشتہار میں صرف واٹس ایپ نمبر ہے، نام نہیں',
    },
  },
  {
    desk: 'tryout-desk-gujrat',
    language: 'en',
    hoursAgo: 1,
    answers: {
      danger: 'yes',
      about: 'someone-i-know',
      kind: 'smuggling',
      place: 'PK-PB-gujrat',
      what: 'My neighbour’s son is being held in a house near the Iranian border. They sent a video and want another 800,000 rupees by tomorrow or they will sell him on.',
      signs: ['cannot-leave', 'violence', 'debt', 'threats'],
      when: 'He left eleven days ago',
      contact: 'Message only, my brother reads my calls',
      contactSafe: 'After 9 at night',
    },
  },
  {
    desk: 'tryout-desk-police-lahore',
    language: 'ur',
    hoursAgo: 20,
    answers: {
      danger: 'not-sure',
      about: 'someone-i-saw',
      kind: 'bonded-labour',
      place: 'PK-PB-kasur',
      where: 'چونیاں روڈ پر بھٹہ، ٹیوب ویل کے سامنے',
      what: 'بھٹے پر دو خاندان ہیں جن کو چھٹی نہیں ملتی۔ مالک کہتا ہے پیشگی پوری کرو پھر جاؤ۔ بچے بھی اینٹیں بناتے ہیں، رات کو چوکیدار دروازے پر ہوتا ہے۔',
      signs: ['cannot-leave', 'debt', 'watched', 'other-people-too'],
      ageGroup: 'child',
    },
  },
  {
    desk: 'tryout-desk-police-lahore',
    language: 'ur',
    hoursAgo: 3,
    answers: {
      danger: 'yes',
      about: 'someone-i-saw',
      kind: 'domestic-work',
      place: 'PK-PB-lahore',
      where: 'ایک بڑی کوٹھی، گلی کے کونے پر',
      what: 'گھر میں کام کرنے والی بچی تقریباً دس سال کی ہے۔ رات کو رونے کی آواز آتی ہے اور اس کے ہاتھ پر جلنے کے نشان ہیں۔ اسے سکول نہیں بھیجتے، باہر نہیں نکلنے دیتے۔',
      signs: ['violence', 'cannot-leave', 'no-pay'],
      ageGroup: 'child',
    },
  },
  {
    desk: 'tryout-desk-karachi',
    language: 'ur',
    hoursAgo: 50,
    answers: {
      danger: 'no',
      about: 'me',
      kind: 'work-abroad',
      place: 'PK-SD-karachi-south',
      what: 'مجھے دبئی ہوٹل کے کام کے لیے بھیجا گیا مگر وہاں پاسپورٹ لے لیا اور آٹھ مہینے تنخواہ نہیں دی۔ اب واپس آ گیا ہوں۔ وہی ایجنٹ اور لوگوں کو بھیج رہا ہے۔',
      signs: ['papers-taken', 'no-pay', 'lied-to', 'other-people-too'],
      ageGroup: 'adult',
    },
  },
]
