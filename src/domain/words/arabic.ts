import type { Catalogue } from './catalogue.ts';

const weekday =
  '{day, select, 0 {الأحد} 1 {الاثنين} 2 {الثلاثاء} 3 {الأربعاء} 4 {الخميس} 5 {الجمعة} other {السبت}}';

const month =
  '{month, select, 1 {يناير} 2 {فبراير} 3 {مارس} 4 {أبريل} 5 {مايو} 6 {يونيو} 7 {يوليو} 8 {أغسطس} 9 {سبتمبر} 10 {أكتوبر} 11 {نوفمبر} other {ديسمبر}}';

/** Modern standard Arabic, with the digits 0–9 as newsrooms with readers in many countries write them. */
export const arabic: Catalogue = {
  clock: '{half, select, other {{hour}:{minute}}}',
  moment:
    '{clock}{zone, select, none {} other { {zone}}}{weekday, select, none {} other { {weekday}}}{date, select, none {} other { في {date}}}',
  weekday,
  onWeekday: `يوم ${weekday}`,
  sinceWeekday: `يوم ${weekday}`,
  date: `{day} ${month}`,
  dateOfYear: `{day} ${month} {year}`,
  dateline: '{weekday}، {date}',
  zoneOfPlace: 'بتوقيت {place}',
  yourTime: 'بتوقيتك',

  live: 'مباشر',
  closed: 'انتهت التغطية',
  closedAt: 'انتهت التغطية {time}، {date}',
  byline: 'إعداد: {byline}',
  allTimes: 'جميع الأوقات {zone}',
  photo: 'الصورة: {credit}',
  photoOf: 'الصورة: {subject}. {credit}',
  photoUncredited: 'الصورة: {subject}.',
  related: 'اقرأ أيضًا:',
  fullStory: 'التغطية الكاملة:',
  source: 'المصدر: {source}',
  entryName: '{story} #{number}',
  flash: 'عاجل: {headline}',

  pageSkip: 'انتقل إلى التغطية',
  pageUpdates:
    '{count, plural, zero {لا أخبار} one {خبر واحد} two {خبران} few {# أخبار} many {# خبرًا} other {# خبر}}',
  pageOrder: 'ترتيب الأخبار',
  pageNewest: 'الأحدث أولًا',
  pageOldest: 'الأقدم أولًا',
  pageRefresh: 'تحديث',
  pageFollow: 'تابعونا:',
  pageWhole: 'اقرأ التغطية كاملة',
  pageThis: 'هذه الصفحة:',
  pageFlash: 'عاجل',
  pageCorrections: '{count, plural, one {تصحيح} other {تصحيحات}}',
  pageNew: 'جديد:',
  pageChanged: 'حُدِّثت الصفحة.',
  pageYourTime: 'بتوقيتك:',

  keyDevelopments: 'أبرز التطورات',
  asOf: '(حتى {time})',
  latest: 'آخر خبر: {headline} ({time})',
  askDigest: 'اطلب ملخصًا في أي وقت: {command}',
  storyButton: 'التغطية الكاملة',
  digestButton: 'ملخص',
  followButton: 'متابعة',
  moreButton: 'المزيد',
  fullTextButton: 'النص الكامل',
  toPrivateButton: 'أرسله إليّ',
  fromStartButton: 'من البداية',

  updated: 'حُدِّث {time}',
  correctedSaid: 'صُحِّح {time}: جاء في نسخة سابقة أن {wrong}',
  bulletCorrected: 'صُحِّح {time}',
  bulletCorrectedSaid: 'صُحِّح {time}: جاء في نسخة سابقة أن {wrong}',
  correctedMark: 'صُحِّح',
  correction: 'تصحيح',
  correctionOf: '({made}) ذكر خبر {posted} «{headline}» أن {wrong} {right}',
  correctionReply: 'تصحيح ({made}): ذكر هذا الخبر، المنشور الساعة {posted}، أن {wrong} {right}',
  correctedAgain: 'صُحِّح مجددًا {time}: انظر التصحيح الأحدث.',

  held: 'موقوف مؤقتًا ({time}): نتحقق من هذا الخبر. نرجو عدم مشاركته.',
  killed: 'سُحب ({time}): كان هذا الخبر خاطئًا وسُحب.',
  reason: 'السبب: {why}',
  partRemoved: 'لم يعد هذا الجزء من الخبر.',

  entryList: 'الأخبار',
  continued: 'تتمة',
  moreEntries:
    'يلي ذلك: {count, plural, zero {لا أخبار أقدم} one {خبر أقدم} two {خبران أقدم} few {# أخبار أقدم} many {# خبرًا أقدم} other {# خبر أقدم}}',
  updatesSince:
    '{count, plural, =0 {لا أخبار جديدة} zero {لا أخبار جديدة} one {خبر واحد} two {خبران} few {# أخبار} many {# خبرًا} other {# خبر}} منذ {since}',
  newestOnly: '{command} لأحدث الأخبار',
  wholeText: '{command} للنص الكامل',
  noUpdatesYet: 'لا أخبار بعد.',
  noUpdatesSince: 'لا أخبار منذ {since}',
  newestWas: 'آخرها: «{headline}» ({time}).',
  silentSince: 'لا أخبار جديدة منذ {time}؛ غرفة الأخبار تتابع.',

  askedOften: 'يكفي هذا الآن. اسأل من جديد عند {time}؛ الملخصات أعلاه ما زالت صالحة.',
  askedOftenHere: 'نالت هذه الدردشة نصيبها من الملخصات الآن. اسأل من جديد عند {time} أو اسألني على الخاص.',
  sentPrivately: 'الملخص في رسائلك الخاصة.',
  notSentPrivately: 'لا أستطيع مراسلتك: اسمح بالرسائل من أعضاء هذا الخادم. إليك الملخص:',
};
