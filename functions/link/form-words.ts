/** What the forms behind a resident's link say, in both languages. */
import type { Language } from '../../shared/domain/model/directory.ts';
import type { LinkStep } from '../../shared/domain/sheets/link-steps.ts';

interface FormWords {
  /** What it brings about. */
  readonly effects: { readonly [S in LinkStep]: string };
  /** Said once it was acknowledged. */
  readonly done: { readonly [S in LinkStep]: string };
  readonly message: string;
  readonly reason: string;
  readonly satisfaction: string;
  readonly attitude: string;
  /** From 1 to 5. */
  readonly marks: readonly [string, string, string, string, string];
  readonly feedback: string;
  readonly draw: string;
  /** The same, saying whose signature. */
  readonly drawn: (name: string) => string;
  readonly clear: string;
  readonly behalf: string;
  readonly signer: string;
  readonly relation: string;
  readonly send: string;
  readonly sending: string;
  readonly missing: string;
  readonly unanswered: string;
  readonly refused: string;
  readonly fresh: string;
  /** `{}` stands for a time of day. */
  readonly again: string;
}

const ZH: FormWords = {
  effects: {
    countersign: '请看一下登记的内容，没有问题就在框内签名。',
    urge: '办理的人会马上知道您在催。',
    rate: '考核以您的评价为准。只能评价一次。',
    object: '没有解决？写明原因，事项会重新办理。',
    withdraw: '不需要办了？撤回后事项终止。',
  },
  done: {
    countersign: '已收到您的签名。',
    urge: '已替您催办。',
    rate: '已收到您的评价，谢谢。',
    object: '已收到您的异议，事项重新办理。',
    withdraw: '事项已撤回。',
  },
  ...{
    message: '想说什么',
    reason: '原因',
    satisfaction: '事情办得怎么样',
    attitude: '态度怎么样（可不填）',
  },
  marks: ['1 很不满意', '2 不满意', '3 一般', '4 满意', '5 很满意'],
  ...{ feedback: '还想说什么（可不填）', draw: '请在框内签名', clear: '重签' },
  drawn: (name) => `请${name}在框内签名`,
  ...{ behalf: '由他人代签', signer: '代签人姓名', relation: '与住户的关系' },
  ...{
    send: '提交',
    sending: '正在提交…',
    missing: '请填写',
    refused: '没有提交成功。',
    fresh: '查看最新情况',
  },
  unanswered: '没有收到回执，还没有提交成功。再按一次会重新提交同一份内容，不会重复。',
  again: '{} 以后可以再试。',
};

const EN: FormWords = {
  effects: {
    countersign: 'Look at what was written down. If it is right, sign inside the frame.',
    urge: 'Whoever handles it hears at once that you are waiting.',
    rate: 'Your rating is the one that counts. You can rate once.',
    object: 'Not resolved? Say why, and it is taken up again.',
    withdraw: 'No longer needed? Once withdrawn, the matter ends.',
  },
  done: {
    countersign: 'Your signature has arrived.',
    urge: 'It has been urged for you.',
    rate: 'Your rating has arrived. Thank you.',
    object: 'Your objection has arrived; it is taken up again.',
    withdraw: 'It has been withdrawn.',
  },
  ...{ message: 'What would you like to say?', reason: 'Why?' },
  ...{ satisfaction: 'How well was it done?', attitude: 'How were you treated? (optional)' },
  marks: ['1 very badly', '2 badly', '3 fairly', '4 well', '5 very well'],
  ...{ feedback: 'Anything else? (optional)', draw: 'Please sign inside the frame', clear: 'Sign anew' },
  drawn: (name) => `${name}, please sign inside the frame`,
  ...{ behalf: 'Somebody signs for them', signer: 'Who signs', relation: 'Relation to the resident' },
  ...{
    send: 'Send',
    sending: 'Sending…',
    missing: 'Please fill in',
    refused: 'It was not sent.',
    fresh: 'Show how it stands now',
  },
  unanswered: 'No receipt came, so it is not sent yet. Pressing again sends the same once more, never twice.',
  again: 'It can be tried again from {} on.',
};

export const FORM_WORDS: { readonly [L in Language]: FormWords } = { 'zh-CN': ZH, en: EN };
