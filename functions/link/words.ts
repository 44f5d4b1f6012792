/** The words of the page behind a resident's link, in both languages. */
import type { Language } from '../../shared/domain/model/directory.ts';

export interface PageWords {
  readonly title: (number: string) => string;
  readonly labels: {
    readonly [L in
      | 'status'
      | 'firstContact'
      | 'comes'
      | 'outcome'
      | 'record'
      | 'caller'
      | 'promised'
      | 'may'
      | 'data'
      | 'name'
      | 'phone'
      | 'address'
      | 'details'
      | 'place'
      | 'cause'
      | 'course'
      | 'appointment'
      | 'signed'
      | 'objected'
      | 'rated']: string;
  };
  readonly by: (name: string, until: string) => string;
  readonly until: (time: string) => string;
  readonly mark: (mark: number) => string;
  /** Whom to turn to for what may be done now. */
  readonly how: (phone: string | undefined) => string;
  readonly times: (timeZone: string, now: string) => string;
  /** Of a link that opens nothing. */
  readonly ended: { readonly title: string; readonly text: string };
}

const ZH: PageWords = {
  title: (number) => `会签单 ${number}`,
  labels: {
    ...{ status: '状态', firstContact: '首接人', comes: '上门人员', outcome: '结果' },
    ...{ record: '登记的原话', caller: '来电（来函）人', promised: '对您的承诺' },
    ...{ may: '您现在可以', data: '您在本单上的信息', name: '姓名' },
    ...{ phone: '电话', address: '地址', details: '详细情况', place: '地点', cause: '起因', course: '经过' },
    ...{ appointment: '预约时间', signed: '已签字', objected: '您的异议', rated: '您的评价' },
  },
  by: (name, until) => `${name}，${until} 前`,
  until: (time) => `${time} 前`,
  mark: (mark) => `${mark} 分`,
  how: (phone) => (phone === undefined ? '请联系客服部办理。' : `请致电客服部 ${phone} 办理。`),
  times: (timeZone, now) => `时间均为当地时间（${timeZone}），本页显示 ${now} 的情况。`,
  ended: { title: '链接已失效', text: '此链接不存在或已失效，请联系客服部。' },
};

const EN: PageWords = {
  title: (number) => `Sheet ${number}`,
  labels: {
    ...{
      status: 'Status',
      firstContact: 'First contact',
      comes: 'Comes',
      outcome: 'Outcome',
    },
    ...{ record: 'As written down', caller: 'Caller', promised: 'Promised to you' },
    ...{
      may: 'You may now',
      data: 'About you on this sheet',
      name: 'Name',
    },
    ...{ phone: 'Phone', address: 'Address', details: 'Details', place: 'Place', cause: 'Cause' },
    ...{ course: 'Course', appointment: 'Appointment', signed: 'Signed', objected: 'Your objection' },
    rated: 'Your rating',
  },
  by: (name, until) => `${name}, by ${until}`,
  until: (time) => `By ${time}`,
  mark: (mark) => `${mark} of 5`,
  how: (phone) =>
    phone === undefined ? 'Please turn to customer service.' : `Please call customer service: ${phone}.`,
  times: (timeZone, now) => `Times are local (${timeZone}); this page shows how it stood at ${now}.`,
  ended: {
    title: 'This link has ended',
    text: 'There is no such link, or it has ended; please ask customer service.',
  },
};

export const PAGE_WORDS: { readonly [L in Language]: PageWords } = { 'zh-CN': ZH, en: EN };
