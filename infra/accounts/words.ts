/** What is said of accounts to whoever brings them in, in both languages. */
import type { Language } from '../../shared/domain/model/directory.ts';
import type { AccountFault, AttributeName } from './account.ts';
import type { AccountRefused } from './user-pool.ts';

export interface AccountWords {
  /** Of a step, what it does; of an account that is made, whether its owner is written to. */
  readonly made: (isInvited: boolean) => string;
  readonly remade: string;
  readonly changed: (names: readonly AttributeName[]) => string;
  readonly invited: string;
  readonly opened: string;
  readonly closed: string;
  /** Behind what was done. */
  readonly phoneTaken: string;
  readonly leftOut: string;
  readonly faults: Readonly<Record<AccountFault, string>>;
  readonly refused: (why: AccountRefused['why'], said: string) => string;
  readonly sum: (count: AccountCount) => string;
  readonly exhausted: (said: string) => string;
  readonly again: string;
  readonly madeElsewhere: (issuer: string) => string;
  readonly noStage: string;
  readonly tooOld: (stage: string) => string;
}

/** How many accounts fared how. */
export interface AccountCount {
  readonly made: number;
  readonly changed: number;
  readonly same: number;
  readonly leftOut: number;
  readonly unused: number;
  readonly failed: number;
}

const IN_CHINESE: Readonly<Record<AttributeName, string>> = {
  email: '邮箱',
  phone_number: '电话',
  name: '姓名',
  locale: '语言',
};
const IN_ENGLISH: Readonly<Record<AttributeName, string>> = {
  email: 'mail',
  phone_number: 'phone',
  name: 'name',
  locale: 'language',
};

/** A part of a sum, where there is anything to count. */
const where = (count: number, said: string) => (count === 0 ? '' : said);

export const ACCOUNT_WORDS: { readonly [L in Language]: AccountWords } = {
  'zh-CN': {
    made: (isInvited) => (isInvited ? '开通账号，发送邀请函' : '开通账号；没有邮箱，初始密码须另行设置'),
    remade: '邮箱有变且从未登录：重开账号，向新邮箱发送邀请函',
    changed: (names) => `更新${names.map((name) => IN_CHINESE[name]).join('、')}`,
    invited: '重新发送邀请函',
    opened: '恢复账号',
    closed: '已离职：退出全部设备，停用账号',
    phoneTaken: '；此电话已用于他人的账号，不能用来登录',
    leftOut: '住户没有邮箱，不开账号：可到前台，或用单据上的链接',
    faults: {
      capitals: '编号含大写字母，不能作用户名：请改用小写',
      'at-sign': '编号含 @，不能作用户名：请改用别的编号',
    },
    refused: (why, said) =>
      ({
        taken: '他人的账号已用此邮箱或编号。',
        'not-taken': `用户池不接受此人的编号、邮箱或电话（“${said}”）。`,
        'not-delivered': '账号已开通，邀请函却未能发出：请核对邮箱，再加 --invite-again 重试。',
      })[why],
    sum: ({ made, changed, same, leftOut, unused, failed }) =>
      `账号：新开 ${made}，变更 ${changed}，不变 ${same}${where(leftOut, `，不开 ${leftOut}`)}${where(failed, `，未成 ${failed}`)}。${where(unused, `其中 ${unused} 人尚未登录过；加 --invite-again 可重新邀请。`)}`,
    exhausted: (said) =>
      `用户池暂不接受更多请求（“${said}”）：请求过于频繁，或当日邮件已发满。已做的不会重做，稍后再运行即可。`,
    again: '处理以上问题后再运行一次：已做的不会重做。',
    madeElsewhere: (issuer) =>
      `此环境使用 ${issuer} 的令牌：账号在那里开通，不在这里。其中的人员标识须与文件中的编号一致。请去掉 --accounts 再导入人员。`,
    noStage: '--accounts 须用 --stage 指明已部署的环境；本地运行没有账号，令牌由 POST /_local/tokens 发放。',
    tooOld: (stage) => `环境 ${stage} 部署的是旧版本，尚不认用户名：请先部署当前版本，再加 --accounts。`,
  },
  en: {
    made: (isInvited) =>
      isInvited ? 'made and invited' : 'made; without a mail address they need a first password from you',
    remade: 'another mail address, and never logged in: made again and invited there',
    changed: (names) => `${names.map((name) => IN_ENGLISH[name]).join(', ')} changed`,
    invited: 'invited again',
    opened: 'opened again',
    closed: 'has left: signed out everywhere and closed',
    phoneTaken: '; their phone logs in somebody else, and not them',
    leftOut:
      'a resident without a mail address has no account: the desk is there, and the link of their sheet',
    faults: {
      capitals: 'an id with capital letters is no user name: write it in small ones',
      'at-sign': 'an id with @ is no user name: choose another',
    },
    refused: (why, said) =>
      ({
        taken: 'somebody else’s account has this mail address or id.',
        'not-taken': `the user pool does not take the id, mail address or phone of this person ("${said}").`,
        'not-delivered':
          'the account is there, but the invitation did not leave: check the mail address and run it with --invite-again.',
      })[why],
    sum: ({ made, changed, same, leftOut, unused, failed }) =>
      `Accounts: ${made} made, ${changed} changed, ${same} as they are${where(leftOut, `, ${leftOut} left out`)}${where(failed, `, ${failed} failed`)}.${where(unused, ` ${unused} have never logged in; --invite-again invites them again.`)}`,
    exhausted: (said) =>
      `The user pool does no more for now ("${said}"): it was asked too often, or has sent its letters of the day. What is done stays done; run it again later.`,
    again: 'Put that right and run it again: what is done stays done.',
    madeElsewhere: (issuer) =>
      `This stage takes the tokens of ${issuer}: accounts are made there, not here, and the claim that names a person there must hold the id of this file. Leave --accounts out to import the people.`,
    noStage:
      '--accounts wants the deployed stage, as --stage; a local cloud has no accounts, POST /_local/tokens gives everybody a token.',
    tooOld: (stage) =>
      `What is deployed at the stage ${stage} knows nobody by a user name yet: deploy this version first.`,
  },
};
